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
import io.waybill.cli.shell.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The commands there are, in the order in which help lists them. What is not asked for is not made: picocli looks at every option of
 * a command when it is added, which for all of them takes longer than many a command runs.
 */
final class Commands {

    private final Terminal terminal;
    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

    Commands(Terminal terminal) {
        this.terminal = terminal;
        commands.put("demo", () -> new DemoCommand(terminal));
        commands.put("replay", () -> new ReplayCommand(terminal));
        commands.put("verify", () -> new VerifyCommand(terminal));
        commands.put("compare", () -> new CompareCommand(terminal));
        commands.put("export", () -> ExportCommand.on(terminal));
        commands.put("keys", () -> new KeysCommand(terminal));
        commands.put("send", () -> new SendCommand(terminal));
        commands.put("forget", () -> new ForgetCommand(terminal));
        commands.put("remove", () -> new RemoveCommand(terminal));
        commands.put("policy", () -> PolicyCommand.on(terminal));
        commands.put("decode", () -> new DecodeCommand(terminal));
        commands.put("simulate", () -> new SimulateCommand(terminal));
        commands.put("score", () -> new ScoreCommand(terminal));
        commands.put("selftest", () -> new SelftestCommand(terminal));
        commands.put("evaluate", () -> new EvaluateCommand(terminal));
        commands.put("evaluate-captures", () -> new EvaluateCapturesCommand(terminal));
        commands.put("counts", () -> new CountsCommand(terminal));
        commands.put("alerts", () -> new AlertsCommand(terminal));
        commands.put("ingest", () -> new IngestCommand(terminal));
        commands.put("up", () -> new UpCommand(terminal));
        commands.put("streams", () -> new StreamsCommand(terminal));
        commands.put("console", () -> new ConsoleCommand(terminal));
        commands.put("topics", () -> TopicsCommand.on(terminal));
        commands.put("bench", () -> BenchCommand.on(terminal, Main.class));
        commands.put("doctor", () -> new DoctorCommand(terminal));
        commands.put("registry", () -> new RegistryCommand(terminal));
        commands.put("sample-feed", () -> new SampleFeedCommand(terminal));
        commands.put("config", () -> new ConfigCommand(terminal));
    }

    CommandLine all() {
        CommandLine line = new CommandLine(new WaybillCommand(terminal));
        commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
        return line;
    }

    /** The one that the first argument names; where it names none, all of them. */
    CommandLine asked(String... args) {
        Supplier<Object> command = args.length == 0 ? null : commands.get(args[0]);
        return command == null
                ? all()
                : new CommandLine(new WaybillCommand(terminal)).addSubcommand(args[0], command.get());
    }
}
