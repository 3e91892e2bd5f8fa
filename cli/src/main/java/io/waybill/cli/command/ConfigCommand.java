package io.waybill.cli.command;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigReference;
import io.waybill.cli.config.InvalidConfigurationException;
import io.waybill.cli.config.Parts;
import io.waybill.cli.health.MetricReference;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill config}. */
@Command(
        name = "config",
        description = "Check the settings, or show them with who gave each; asks no broker ('waybill doctor' does).",
        footer = {"", "Flags win over the environment, it wins over the file: docs/configuration.md."})
public final class ConfigCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @ArgGroup(multiplicity = "1")
    private final What what = new What();

    /** Writes results and messages there. */
    public ConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private static final class What {
        @Option(names = "--check", required = true, description = "Say what is wrong; exit 1 where something is.")
        private boolean check;

        @Option(names = "--dump", required = true, description = "Print every setting; secrets are hidden.")
        private boolean dump;

        @Option(names = "--reference", required = true, description = "Print the reference page of all settings.")
        private boolean reference;

        @Option(names = "--metrics", required = true, description = "Print the reference page of all metrics.")
        private boolean metrics;
    }

    @Override
    public Integer call() throws IOException {
        if (what.reference) {
            print(ConfigReference.markdown());
            return ExitCode.DONE;
        }
        if (what.metrics) {
            print(MetricReference.markdown());
            return ExitCode.DONE;
        }
        try {
            Config config = address.config();
            config.warnings().forEach(warning -> terminal.say("note: " + warning));
            if (what.dump) {
                print(config.dump());
            }
            return report(Parts.problems(config));
        } catch (InvalidConfigurationException e) {
            return report(e.problems());
        }
    }

    private int report(List<String> problems) throws IOException {
        for (String problem : problems) {
            if (what.check) {
                terminal.result(problem);
            } else {
                terminal.say("waybill: " + problem);
            }
        }
        if (problems.isEmpty() && what.check) {
            terminal.result("The configuration can be used.");
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.UNUSABLE_INPUT;
    }

    private void print(String text) throws IOException {
        terminal.results().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
