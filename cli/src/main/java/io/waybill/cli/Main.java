package io.waybill.cli;

import io.waybill.cli.config.InvalidConfigurationException;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.ResultsClosedException;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command that the arguments name. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private final Terminal terminal;

    /** On this terminal. */
    public Main(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The process's entry. */
    public static void main(String[] args) {
        System.exit(new Main(Terminal.ofProcess()).run(args));
    }

    /** Runs one command and returns its exit code; nothing is thrown. */
    public int run(String... args) {
        CommandLine line = prepared(new Commands(terminal).asked(args));
        int code = line.execute(args);
        try {
            terminal.results().flush();
        } catch (IOException e) {
            return failed(e);
        }
        return code;
    }

    /** Every command there is, as picocli knows it; for the reference page as well. */
    public CommandLine commands() {
        return prepared(new Commands(terminal).all());
    }

    private CommandLine prepared(CommandLine line) {
        PrintWriter results = new PrintWriter(terminal.results(), true, StandardCharsets.UTF_8);
        PrintWriter messages = new PrintWriter(terminal.messages(), true, StandardCharsets.UTF_8);
        return line.setOut(results)
                .setErr(messages)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> wrongUsage(e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    }

    private int wrongUsage(ParameterException e) {
        CommandLine line = e.getCommandLine();
        terminal.say("waybill: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, line.getErr());
        terminal.say("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    private int failed(Exception e) {
        if (causedBy(e, ResultsClosedException.class)) {
            return ExitCode.DONE;
        }
        if (e instanceof InvalidConfigurationException invalid) {
            invalid.problems().forEach(problem -> terminal.say("waybill: " + problem));
            terminal.say("'waybill config --dump' shows what is set and by whom.");
            return ExitCode.USAGE;
        }
        if (e instanceof CouldNotRunException || e instanceof IOException) {
            terminal.say("waybill: " + sentence(e));
            LOG.info("because of", e);
        } else {
            terminal.say("waybill: this should not happen; please report it with what -v prints: " + e);
            LOG.error("a command failed", e);
        }
        return ExitCode.COULD_NOT_RUN;
    }

    /** The platform's messages about files are often the name of the file alone. */
    private static String sentence(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof NoSuchFileException) {
            return message + ": no such file";
        }
        if (e instanceof AccessDeniedException) {
            return message + ": permission denied";
        }
        if (e instanceof FileAlreadyExistsException there && there.getReason() == null) {
            return message + ": is there already, and is no folder";
        }
        return message;
    }

    private static boolean causedBy(@Nullable Throwable e, Class<? extends Throwable> type) {
        return e != null && (type.isInstance(e) || causedBy(e.getCause(), type));
    }
}
