package io.waybill.testkit;

import io.waybill.captures.ConnectionSink;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.PolicyRule;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.LifePlanner;
import io.waybill.testkit.fleet.Phone;
import io.waybill.testkit.fleet.Roster;
import io.waybill.testkit.random.RandomStream;
import io.waybill.testkit.scenario.Scenario;
import io.waybill.testkit.traffic.App;
import io.waybill.testkit.traffic.Background;
import io.waybill.testkit.traffic.Catalogue;
import io.waybill.testkit.traffic.Contact;
import io.waybill.testkit.traffic.MergedSource;
import io.waybill.testkit.traffic.TrafficSource;
import io.waybill.testkit.truth.Ledger;
import io.waybill.testkit.truth.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A fleet of phones, as a pure function of its parameters. Events are made one at a time as they are taken, so that memory
 * depends on the number of phones, not on the length of the period. Safe for several threads.
 */
public final class FleetSimulator {

    private final SimulationParameters parameters;
    private final Catalogue catalogue = Catalogue.standard();
    private final Background background;
    private final List<Life> lives;

    private record Line(Life life, TrafficSource source, Feed feed, Contact contact) {}

    /** Draws the fleet; no traffic yet. */
    public FleetSimulator(SimulationParameters parameters) {
        this.parameters = parameters;
        this.background = new Background(catalogue, parameters.seed());
        Map<String, Double> apps = new LinkedHashMap<>();
        for (App app : catalogue.apps()) {
            apps.put(app.android(), app.popularity());
        }
        LifePlanner planner = new LifePlanner(parameters.period(), parameters.seed(), apps);
        Scenario scenario = parameters.scenario();
        this.lives = new Roster(scenario.staffing(), parameters.seed())
                .phones(parameters.devices()).stream()
                        .map(phone -> planner.plan(
                                phone,
                                !scenario.involves(phone),
                                scenario.marks(phone, parameters.period(), stream(phone, "/story-marks"))))
                        .toList();
    }

    /** The phones and what happens to them, in the order of their numbers. */
    public List<Life> lives() {
        return lives;
    }

    /** The inventory as it stood when the period began. */
    public List<DeviceProfile> profiles() {
        return ReferenceData.inventory(lives);
    }

    /** Everything done to the phones, by time. */
    public List<DeviceLifecycle> lifecycle() {
        return ReferenceData.lifecycle(parameters, lives);
    }

    /** The operator's rules that the story needs. */
    public List<PolicyRule> policy() {
        return parameters.scenario().policy(parameters.period());
    }

    /**
     * Delivers all events in the order in which a collector would receive them: a contact once it is over, batches when they
     * are sent. Positions count from 1 in that order.
     *
     * @return what was delivered
     */
    public Ledger deliver(ConnectionSink sink) {
        Ledger ledger = new Ledger();
        Collector collector = new Collector(sink);
        PriorityQueue<Line> lines = new PriorityQueue<>(Comparator.comparingLong((Line line) -> line.contact.time())
                .thenComparingInt(line -> line.life.phone().index()));
        for (Life life : lives) {
            TrafficSource source = source(life);
            Contact first = source.next();
            if (first != null) {
                lines.add(new Line(life, source, new Feed(parameters, life), first));
            }
        }
        for (Line line = lines.poll(); line != null; line = lines.poll()) {
            collector.passed(line.contact.time());
            Feed.Delivery delivery = line.feed.carry(line.contact);
            if (delivery != null) {
                collector.take(delivery);
                ledger.note(line.contact.label(), line.life.phone().id(), line.contact.time());
            }
            advance(lines, line);
        }
        collector.passed(Long.MAX_VALUE);
        return ledger;
    }

    /** What must be found in these deliveries. */
    public Truth truth(Ledger ledger) {
        Scenario scenario = parameters.scenario();
        return new Truth(
                Truth.VERSION,
                scenario.id(),
                scenario.summary(),
                parameters.devices(),
                parameters.hours(),
                parameters.seed(),
                parameters.period().from(),
                parameters.period().to(),
                ledger.events(),
                scenario.expected(lives, ledger),
                scenario.allowed(lives, ledger));
    }

    private static void advance(PriorityQueue<Line> lines, Line line) {
        Contact next = line.source.next();
        if (next != null) {
            lines.add(new Line(line.life, line.source, line.feed, next));
        }
    }

    private TrafficSource source(Life life) {
        List<TrafficSource> sources = new ArrayList<>(background.of(life));
        sources.addAll(parameters.scenario().traffic(life, stream(life.phone(), "/story")));
        return new MergedSource(sources);
    }

    private RandomStream stream(Phone phone, String purpose) {
        return RandomStream.of(parameters.seed(), phone.id() + purpose);
    }
}
