package io.waybill.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSetupTest {

    @ParameterizedTest
    @CsvSource({
        "io.waybill.streams.Anything, WARN",
        "org.apache.kafka.controller.ReplicationControlManager, ERROR",
        "kafka.server.BrokerServer, ERROR",
        "kafka.server.ReplicaManager, OFF",
        "kafka.server.ControllerApis, OFF",
        "kafka.server.ControllerRegistrationManager, OFF",
        "org.apache.kafka.controller.EventPerformanceMonitor, OFF"
    })
    void only_what_breaks_is_told_unless_asked(String logger, String level) {
        LoggerContext context = new LoggerContext();

        new LogSetup().configure(context);

        assertThat(context.getLogger(logger).getEffectiveLevel()).isEqualTo(Level.valueOf(level));
    }
}
