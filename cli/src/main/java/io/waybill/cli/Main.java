package io.waybill.cli;

import io.waybill.cli.command.AlertsCommand;
import io.waybill.cli.command.BenchCommand;
import io.waybill.cli.command.CompareCommand;
import io.waybill.cli.command.ConfigCommand;
import io.waybill.cli.command.ConsoleCommand;
import io.waybill.cli.command.CountsCommand;
import io.waybill.cli.command.DecodeCommand;
import io.waybill.cli.command.DemoCommand;
import io.waybill.cli.command.DoctorCommand;
import io.waybill.cli.command.EvaluateCapturesCommand;
import io.waybill.cli.command.EvaluateCommand;
import io.waybill.cli.command.ExportCommand;
import io.waybill.cli.command.ForgetCommand;
import io.waybill.cli.command.IngestCommand;
import io.waybill.cli.command.KeysCommand;
import io.waybill.cli.command.PolicyCommand;
import io.waybill.cli.command.RegistryCommand;
import io.waybill.cli.command.RemoveCommand;
import io.waybill.cli.command.ReplayCommand;
import io.waybill.cli.command.SampleFeedCommand;
import io.waybill.cli.command.ScoreCommand;
import io.waybill.cli.command.SelftestCommand;
import io.waybill.cli.command.SendCommand;
import io.waybill.cli.command.SimulateCommand;
import io.waybill.cli.command.StreamsCommand;
import io.waybill.cli.command.TopicsCommand;
import io.waybill.cli.command.UpCommand;
import io.waybill.cli.command.VerifyCommand;
import io.waybill.cli.command.WaybillCommand;
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
        CommandLine line = commands();
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
        PrintWriter results = new PrintWriter(terminal.results(), true, StandardCharsets.UTF_8);
        PrintWriter messages = new PrintWriter(terminal.messages(), true, StandardCharsets.UTF_8);
        return new CommandLine(new WaybillCommand(terminal))
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new ReplayCommand(terminal))
                .addSubcommand(new VerifyCommand(terminal))
                .addSubcommand(new CompareCommand(terminal))
                .addSubcommand(ExportCommand.on(terminal))
                .addSubcommand(new KeysCommand(terminal))
                .addSubcommand(new SendCommand(terminal))
                .addSubcommand(new ForgetCommand(terminal))
                .addSubcommand(new RemoveCommand(terminal))
                .addSubcommand(PolicyCommand.on(terminal))
                .addSubcommand(new DecodeCommand(terminal))
                .addSubcommand(new SimulateCommand(terminal))
                .addSubcommand(new ScoreCommand(terminal))
                .addSubcommand(new SelftestCommand(terminal))
                .addSubcommand(new EvaluateCommand(terminal))
                .addSubcommand(new EvaluateCapturesCommand(terminal))
                .addSubcommand(new CountsCommand(terminal))
                .addSubcommand(new AlertsCommand(terminal))
                .addSubcommand(new IngestCommand(terminal))
                .addSubcommand(new UpCommand(terminal))
                .addSubcommand(new StreamsCommand(terminal))
                .addSubcommand(new ConsoleCommand(terminal))
                .addSubcommand(TopicsCommand.on(terminal))
                .addSubcommand(BenchCommand.on(terminal, Main.class))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new RegistryCommand(terminal))
                .addSubcommand(new SampleFeedCommand(terminal))
                .addSubcommand(new ConfigCommand(terminal))
                .setOut(results)
                .setErr(messages)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, args) -> wrongUsage(e))
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e));
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
        if (e instanceof FileAlreadyExistsException) {
            return message + ": is there already, and is no folder";
        }
        return message;
    }

    private static boolean causedBy(@Nullable Throwable e, Class<? extends Throwable> type) {
        return e != null && (type.isInstance(e) || causedBy(e.getCause(), type));
    }
}
