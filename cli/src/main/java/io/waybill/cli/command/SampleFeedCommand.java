package io.waybill.cli.command;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ExitCode;
import io.waybill.cli.shell.Terminal;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.testkit.FleetSimulator;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.scenario.Scenario;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill sample-feed}: what the compose file's profile {@code sample} runs. */
@Command(
        name = "sample-feed",
        hidden = true,
        description = "Publish a simulated fleet to a cluster as if its last event were an hour ago, and end.")
public final class SampleFeedCommand implements Callable<Integer> {

    private static final int SEED = 2014;

    private final Terminal terminal;

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Option(names = "--devices", paramLabel = "N", defaultValue = "80", description = "Default: ${DEFAULT-VALUE}")
    private int devices;

    @Option(names = "--hours", paramLabel = "H", defaultValue = "72", description = "Default: ${DEFAULT-VALUE}")
    private int hours;

    /** Writes results and messages there. */
    public SampleFeedCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CouldNotRunException {
        Config config = address.config();
        Addresses addresses = Addresses.of(config);
        Brokers.connect(addresses).close();
        SimulationParameters parameters = new SimulationParameters(Scenario.REDMI_NOTE, devices, hours, SEED);
        Duration shift = shift(parameters);
        FleetSimulator fleet = new FleetSimulator(parameters);
        long[] events = new long[1];
        try (FleetFeed feed = new FleetFeed(
                addresses.bootstrapServers(),
                addresses.registry(),
                config.text(ConfigTable.TOPICS_PREFIX),
                Clock.systemUTC(),
                addresses.client())) {
            fleet.profiles().forEach(feed::send);
            fleet.lifecycle().forEach(each -> feed.send(later(each, shift)));
            fleet.policy().forEach(feed::send);
            fleet.deliver(event -> {
                feed.send(later(event, shift));
                events[0]++;
            });
            feed.flush();
        }
        terminal.result(events[0] + " events of " + devices + " phones published");
        return ExitCode.DONE;
    }

    /** Whole hours, so that the same events fall into the same windows whenever it runs. */
    private static Duration shift(SimulationParameters parameters) throws IOException {
        Instant[] last = {Instant.EPOCH};
        new FleetSimulator(parameters).deliver(event -> {
            if (event.getTime().isAfter(last[0])) {
                last[0] = event.getTime();
            }
        });
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.HOURS);
        return Duration.between(last[0].truncatedTo(ChronoUnit.HOURS).plus(2, ChronoUnit.HOURS), now);
    }

    private static DeviceConnection later(DeviceConnection event, Duration shift) {
        return DeviceConnection.newBuilder(event)
                .setTime(event.getTime().plus(shift))
                .build();
    }

    private static DeviceLifecycle later(DeviceLifecycle event, Duration shift) {
        return DeviceLifecycle.newBuilder(event)
                .setTime(event.getTime().plus(shift))
                .build();
    }
}
