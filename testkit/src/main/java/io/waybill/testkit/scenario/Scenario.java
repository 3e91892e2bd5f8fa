package io.waybill.testkit.scenario;

import io.waybill.schemas.PolicyRule;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Mark;
import io.waybill.testkit.fleet.Phone;
import io.waybill.testkit.fleet.Roster;
import io.waybill.testkit.fleet.Span;
import io.waybill.testkit.random.RandomStream;
import io.waybill.testkit.traffic.TrafficSource;
import io.waybill.testkit.truth.Expectation;
import io.waybill.testkit.truth.Ledger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The catalogue of scenarios. docs/simulator.md tells each story with its sources. */
public enum Scenario {
    /** Beijing network, periodic, survives reset and reflash, exclusive to the model. */
    REDMI_NOTE("redmi-note", new RedmiNote()),
    /** Factory-installed uploader, exclusive to the maker. */
    STAR_N9500("star-n9500", new StarN9500()),
    /** Two of six models of one maker; comes back after removal. */
    XPERIA_BAIDU("xperia-baidu", new XperiaBaidu()),
    /** Identifiers in clear; one build ignores the opt-out, the next honours it. */
    CLOUD_MESSAGING("cloud-messaging", new CloudMessaging()),
    /** Persists over three firmware updates. */
    UPDATE_PROOF("update-proof", new UpdateProof()),
    /** Allowed and forbidden places, and a relay that looks domestic. */
    INDIA_RESIDENCY("india-residency", new IndiaResidency()),
    /** The destination goes dark after disclosure. */
    DENIAL("denial", new Denial()),
    /** Malware on one device is not its model's fault. */
    ONE_SICK_PHONE("one-sick-phone", new OneSickPhone()),
    /** A build introduces a destination. */
    BAD_UPDATE("bad-update", new BadUpdate()),
    /** Everyday traffic only. */
    QUIET_FLEET("quiet-fleet", new QuietFleet());

    private final String id;
    private final Story story;

    Scenario(String id, Story story) {
        this.id = id;
        this.story = story;
    }

    /** Name on the command line. */
    public String id() {
        return id;
    }

    /** The story in a sentence. */
    public String summary() {
        return story.summary();
    }

    /**
     * The scenario of this name.
     *
     * @throws IllegalArgumentException naming all there are
     */
    public static Scenario of(String id) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario '" + id + "'; there are "
                        + Arrays.stream(values()).map(Scenario::id).collect(Collectors.joining(", "))));
    }

    /** What the fleet is made of. */
    public Roster.Staffing staffing() {
        return story;
    }

    /** Whether the story is about this phone: then only the story resets or updates it. */
    public boolean involves(Phone phone) {
        return story.involves(phone);
    }

    /** What the story does to this phone. */
    public List<Mark> marks(Phone phone, Span period, RandomStream random) {
        return story.marks(phone, period, random);
    }

    /** What the phone contacts because of the story. */
    public List<TrafficSource> traffic(Life life, RandomStream random) {
        return story.traffic(life, random);
    }

    /** The operator's rules. */
    public List<PolicyRule> policy(Span period) {
        return story.policy(period);
    }

    /** Alerts that must be there. */
    public List<Expectation> expected(List<Life> lives, Ledger ledger) {
        return story.expected(lives, ledger);
    }

    /** Alerts that may be there. */
    public List<Expectation> allowed(List<Life> lives, Ledger ledger) {
        return story.allowed(lives, ledger);
    }
}
