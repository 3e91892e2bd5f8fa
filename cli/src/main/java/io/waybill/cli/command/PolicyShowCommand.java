package io.waybill.cli.command;

import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.policy.LivePolicy;
import io.waybill.cli.policy.PolicyVersion;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill policy show}. */
@Command(
        name = "show",
        description = "Show the rules in force as a file that can be applied, with the version they are.",
        footer = {"", "To go back: waybill policy show 3 >policy.yaml && waybill policy apply policy.yaml"})
final class PolicyShowCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "VERSION",
            description = "What was applied as this version, instead of what is in force.")
    private @Nullable Long number;

    @Option(names = "--history", description = "List the versions, instead.")
    private boolean history;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    PolicyShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException {
        String prefix = address.config().text(ConfigTable.TOPICS_PREFIX);
        LivePolicy policy = new LivePolicy(address.addresses(), prefix);
        List<PolicyVersion> versions = areKept(prefix) ? policy.versions() : List.of();
        if (history) {
            for (PolicyVersion version : versions) {
                terminal.result(version.toString());
            }
        } else if (number != null) {
            showVersion(versions, number);
        } else {
            showInForce(versions, PolicyVersion.yaml(policy.rules()));
        }
        return ExitCode.DONE;
    }

    private boolean areKept(String prefix) throws CouldNotRunException {
        try (Admin admin = Brokers.connect(address.addresses())) {
            Set<String> topics = new PipelineTopics(admin).names();
            if (!topics.contains(Topic.POLICY.name(prefix))) {
                throw Brokers.without(Topic.POLICY.name(prefix), address.addresses());
            }
            return topics.contains(Topic.POLICY_VERSION.name(prefix));
        }
    }

    private void showVersion(List<PolicyVersion> versions, long wanted) throws IOException, CouldNotRunException {
        PolicyVersion version = versions.stream()
                .filter(each -> each.number() == wanted)
                .findFirst()
                .orElseThrow(() -> new CouldNotRunException(
                        "no version " + wanted + " was applied; 'waybill policy show --history' lists them"));
        write("# " + version + "\n" + version.yaml());
    }

    private void showInForce(List<PolicyVersion> versions, String yaml) throws IOException {
        String title = "no version: these rules were never applied from a file";
        if (!versions.isEmpty()) {
            PolicyVersion latest = versions.get(versions.size() - 1);
            title = latest.yaml().equals(yaml)
                    ? latest.toString()
                    : "changed since " + latest + ", by the console or another feed";
        }
        write("# " + title + "\n" + yaml);
    }

    private void write(String text) throws IOException {
        terminal.results().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
