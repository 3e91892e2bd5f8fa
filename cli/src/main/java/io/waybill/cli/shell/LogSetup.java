package io.waybill.cli.shell;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Logging to standard error, quiet until asked. In code rather than in a file, because parsing one costs a fifth of a second at
 * every start. Logback finds it as a service.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static final String OURS = "io.waybill";
    /**
     * What the embedded broker calls an error and is none: in the first moments of a topic a producer's second batch overtakes its
     * first, is refused and sent again; a broker that starts registers with a controller that is not one yet, and does it again; on a
     * machine that is busy, or was asleep, a step of the controller takes seconds. What really fails reaches us as an exception.
     */
    private static final List<String> FALSE_ALARMS = List.of(
            "kafka.server.ReplicaManager",
            "kafka.server.ControllerApis",
            "kafka.server.ControllerRegistrationManager",
            "org.apache.kafka.controller.EventPerformanceMonitor");
    /** Control characters in a message come from outside: a host name, a model. They must not steer a terminal. */
    private static final String PATTERN =
            "%d{HH:mm:ss.SSS} %-5level %logger{24} %replace(%msg){'[\\p{Cntrl}&&[^\\n\\t]]', '?'}%n";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
        stderr.setContext(context);
        stderr.setTarget("System.err");
        stderr.setEncoder(encoder);
        stderr.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(stderr);
        levels(context, 0);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Turns logging up: 0 only what breaks, 1 what Waybill does, 2 what the libraries do as well. */
    public static void verbosity(int level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            levels(context, level);
        }
    }

    private static void levels(LoggerContext context, int verbosity) {
        Level ours = verbosity == 0 ? Level.WARN : verbosity == 1 ? Level.INFO : Level.DEBUG;
        Level theirs = verbosity == 0 ? Level.ERROR : verbosity == 1 ? Level.WARN : Level.INFO;
        context.getLogger(OURS).setLevel(ours);
        FALSE_ALARMS.forEach(name -> context.getLogger(name).setLevel(verbosity == 0 ? Level.OFF : theirs));
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(theirs);
    }
}
