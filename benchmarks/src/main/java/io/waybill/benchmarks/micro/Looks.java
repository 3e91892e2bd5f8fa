package io.waybill.benchmarks.micro;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.aggregate.destination.DestinationBook;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.aggregate.device.PartitionClock.Lane;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.suite.Detectors;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Progress;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.testkit.FleetSimulator;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that detectors are shown while a simulated fleet goes through the pipeline's own books in one thread: the pairs and
 * destinations of every look, in order. The fleet is that of the scenario {@code cloud-messaging}, with a rule for each detector
 * that says nothing without one. A pure function of the arguments; not safe for many threads while it is made.
 */
final class Looks {

    private static final long SEED = 7_919;
    private static final long NEVER = Long.MAX_VALUE;
    private static final int ONLY = 0;

    private final List<PairHistory> pairs = new ArrayList<>();
    private final List<DestinationView> views = new ArrayList<>();
    private final List<DeviceDetector> deviceSide;
    private final List<DestinationDetector> destinationSide;
    private final DeviceBook devices = new DeviceBook(BookSettings.CASE);
    private final DestinationBook destinations = new DestinationBook(BookSettings.CASE.windowMillis(), 1);
    private final PackedLocator locator = PackedLocator.bundled();
    private final FarEndCache farEnds = new FarEndCache(new DestinationResolver(), locator);
    private final long everyMillis;
    private long events;
    private long nextLook;
    private Policy policy = Policy.EMPTY;

    private Looks(long everyMillis) {
        this.everyMillis = everyMillis;
        this.nextLook = everyMillis;
        deviceSide = Stream.concat(Stream.of(new SeenPairs(pairs)), Detectors.deviceSide().stream())
                .toList();
        destinationSide = Stream.concat(Stream.of(new SeenViews(views)), Detectors.destinationSide().stream())
                .toList();
    }

    /** One look when all has come, as in a replay. */
    static Looks once(int phones, int hours) {
        return of(phones, hours, NEVER);
    }

    /** A look whenever an hour of event time is over, as in a live pipeline, and the last one. */
    static Looks hourly(int phones, int hours) {
        return of(phones, hours, BookSettings.CASE.windowMillis());
    }

    private static Looks of(int phones, int hours, long everyMillis) {
        AvroTrust.vouch();
        FleetSimulator simulator =
                new FleetSimulator(new SimulationParameters(Scenario.CLOUD_MESSAGING, phones, hours, SEED));
        Looks looks = new Looks(everyMillis);
        simulator.profiles().forEach(looks.devices::apply);
        simulator.lifecycle().forEach(looks.devices::apply);
        simulator.policy().forEach(looks::rule);
        looks.rule(PolicyRule.newBuilder()
                .setRuleId("benchmark-watch-list")
                .setKind(PolicyKind.WATCH_LIST)
                .setTitle("a list that nobody is on")
                .setSites(List.of("listed.example"))
                .build());
        looks.rule(PolicyRule.newBuilder()
                .setRuleId("benchmark-residency")
                .setKind(PolicyKind.RESIDENCY)
                .setTitle("a country where nobody goes")
                .setForbiddenCountries(List.of("AQ"))
                .build());
        simulator.deliver(looks::take);
        for (Lane lane : Lane.values()) {
            looks.devices.clock().ended(lane, 1);
        }
        looks.look(NEVER, 1);
        return looks;
    }

    private void rule(PolicyRule rule) {
        devices.apply(rule.getRuleId(), rule);
    }

    private void take(DeviceConnection event) {
        events++;
        ConnectionView view = ConnectionView.of(event);
        devices.apply(view, farEnds.of(view));
        // The changelog, of which there is none, takes what changed.
        devices.writeChanges((key, value) -> {});
        if (everyMillis == NEVER) {
            return;
        }
        long watermark = BookSettings.CASE.windowOf(devices.clock().watermark(0));
        if (watermark >= nextLook) {
            look(watermark, 0);
            nextLook = watermark + everyMillis;
        }
    }

    private void look(long watermark, long round) {
        policy = devices.policy();
        for (Part part : devices.tell(ONLY, watermark, deviceSide)) {
            destinations.apply(part);
        }
        destinations.apply(new ProgressPart(
                new Progress(ONLY, watermark, round, false, devices.clock().tally())));
        destinations.publish(locator);
        destinations.judge(destinationSide);
    }

    /** Each pair of device and destination that was looked at, once a look. */
    List<PairHistory> pairs() {
        return pairs;
    }

    /** Each destination that was judged, once a judgement. */
    List<DestinationView> views() {
        return views;
    }

    /** Connection events that came in all. */
    long events() {
        return events;
    }

    /** The rules in force. */
    Policy policy() {
        return policy;
    }

    private record SeenPairs(List<PairHistory> seen) implements DeviceDetector {

        @Override
        public String id() {
            return "seen";
        }

        @Override
        public List<Finding> examine(PairHistory history, Policy policy) {
            seen.add(history);
            return List.of();
        }
    }

    private record SeenViews(List<DestinationView> seen) implements DestinationDetector {

        @Override
        public String id() {
            return "seen";
        }

        @Override
        public Judgement judge(DestinationView view, Policy policy) {
            seen.add(view);
            return Judgement.NONE;
        }
    }
}
