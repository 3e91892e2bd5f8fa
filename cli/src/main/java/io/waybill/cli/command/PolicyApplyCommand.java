package io.waybill.cli.command;

import io.waybill.captures.reference.PolicyFile;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.policy.LivePolicy;
import io.waybill.cli.policy.PolicyChange;
import io.waybill.cli.policy.PolicyCheck;
import io.waybill.cli.policy.QuietPreview;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.Alert;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Topic;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.alert.render.AlertTable;
import io.waybill.streams.alert.render.Hazards;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill policy apply}. */
@Command(
        name = "apply",
        description =
                "Make the rules of a file the policy of the live pipeline: add, change and remove until they are the same.",
        footer = {
            "",
            "Nothing is applied where anything in the file is wrong. Alerts are judged anew at once; nothing is imported again.",
            "Rules made at the console are removed unless the file has them: 'waybill policy show' writes all of them as a file."
        })
final class PolicyApplyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "Rules, YAML.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Change nothing; say what would change and which alerts would be quiet.")
    private boolean dryRun;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = "With --dry-run: of the last N days, up to the latest alert. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(names = "--case", paramLabel = "NAME", description = "With --dry-run: on the alerts of this case.")
    private @Nullable String caseName;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    PolicyApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        List<String> problems = new ArrayList<>();
        List<PolicyRule> wanted = PolicyFile.read(file, problem -> problems.add(problem.describe()))
                .rules();
        PolicyCheck.problems(wanted).forEach(problem -> problems.add(file + ": " + problem));
        if (!problems.isEmpty()) {
            problems.forEach(problem -> terminal.say("waybill: " + Hazards.escape(problem)));
            terminal.say("waybill: nothing was applied");
            return ExitCode.UNUSABLE_INPUT;
        }
        String prefix = address.config().text(ConfigTable.TOPICS_PREFIX);
        String alertsPrefix = caseName == null ? prefix : PipelineSettings.casePrefix(caseName);
        prepare(prefix, alertsPrefix);
        LivePolicy policy = new LivePolicy(address.addresses(), prefix);
        PolicyChange change = PolicyChange.between(policy.rules(), wanted);
        for (String line : change.lines()) {
            terminal.result(line);
        }
        if (dryRun) {
            terminal.result("would be: " + change);
            preview(QuietPreview.of(policy.alerts(alertsPrefix), wanted, days));
        } else {
            terminal.result(change.toString());
            terminal.result(policy.apply(change, wanted).toString());
        }
        return ExitCode.DONE;
    }

    private void prepare(String prefix, String alertsPrefix) throws CouldNotRunException {
        try (Admin admin = Brokers.connect(address.addresses())) {
            PipelineTopics topics = new PipelineTopics(admin);
            for (String needed : List.of(Topic.POLICY.name(prefix), Topic.ALERT.name(alertsPrefix))) {
                if (!topics.names().contains(needed)) {
                    throw Brokers.without(needed, address.addresses());
                }
            }
            if (!dryRun) {
                topics.createOnDemand(prefix);
            }
        }
    }

    private void preview(QuietPreview preview) throws IOException {
        terminal.result(preview.toString());
        if (!preview.silenced().isEmpty() || !preview.heard().isEmpty()) {
            terminal.result("RULE                  " + AlertTable.HEADER);
        }
        for (QuietPreview.Silenced each : preview.silenced()) {
            terminal.result(cell(each.ruleId()) + AlertTable.render(each.alert()));
        }
        for (Alert alert : preview.heard()) {
            terminal.result(cell("(heard again)") + AlertTable.render(alert));
        }
    }

    private static String cell(String text) {
        return String.format("%-20.20s  ", Hazards.escape(text));
    }
}
