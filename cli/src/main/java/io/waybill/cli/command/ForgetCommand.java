package io.waybill.cli.command;

import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.forget.DeviceRemoval;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.StopSignal;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.Topic;
import io.waybill.streams.alert.render.Hazards;
import io.waybill.streams.topics.PipelineTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill forget}. */
@Command(
        name = "forget",
        description =
                "Remove a device from the live pipeline: its profile, its contacts, what was done to it, and the alerts about it.",
        footer = {
            "",
            "The pipeline has to run. What stays: counts of windows that closed, which name no device; connection events until their",
            "topic lets them go (7 days) unless --events is given; cases, which are removed as a whole; backups."
        })
public final class ForgetCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Terminal terminal;

    @Parameters(paramLabel = "DEVICE", description = "Id of the device.")
    private String device = "";

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "For the pipeline to take its alerts back. Default: ${DEFAULT-VALUE}")
    private long waitSeconds;

    @Option(
            names = "--events",
            description = {
                "Delete its connection events from their topic now. A broker deletes from the beginning only, so events of other",
                "devices that came before go, too: they are counted already, but cannot be read again."
            })
    private boolean events;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    /** Writes results and messages there. */
    public ForgetCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CouldNotRunException {
        Set<String> topics;
        try (Admin admin = Brokers.connect(address.addresses())) {
            topics = new PipelineTopics(admin).names();
        }
        String prefix = address.config().text(ConfigTable.TOPICS_PREFIX);
        if (!topics.contains(Topic.PROFILE.name(prefix))) {
            throw new CouldNotRunException(
                    "no live pipeline has its topics at " + address.addresses().bootstrapServers());
        }
        long until = System.nanoTime() + Duration.ofSeconds(waitSeconds).toNanos();
        DeviceRemoval.Outcome outcome;
        try (StopSignal stop = StopSignal.listen()) {
            outcome = new DeviceRemoval(address.addresses(), prefix, device)
                    .run(
                            topics,
                            events ? address.config().text(ConfigTable.APPLICATION_ID) : null,
                            () -> System.nanoTime() < until && !stopped(stop));
        }
        terminal.result("device " + Hazards.escape(device) + ": forgotten by the pipeline; " + outcome.removed()
                + " alerts about it removed");
        terminal.result(
                outcome.rewritten() + " records about it removed from the lifecycle topic and the dead letters");
        if (outcome.events() > 0) {
            terminal.result(outcome.events() + " connection events of it are in their topic until that lets them go"
                    + (events
                            ? ": the pipeline has not read them yet, run this again"
                            : "; --events deletes them now"));
        }
        if (outcome.mentions() > 0) {
            terminal.result(outcome.mentions() + " alerts about models or apps still name it in their evidence; the"
                    + " pipeline replaces them when it judges these anew");
        }
        if (outcome.standing() > 0) {
            terminal.say("waybill: " + outcome.standing() + " alerts about it were not taken back within " + waitSeconds
                    + " s: does the pipeline run? Run this again when it does.");
            return ExitCode.UNUSABLE_INPUT;
        }
        return ExitCode.DONE;
    }

    private static boolean stopped(StopSignal stop) {
        try {
            return stop.await(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
