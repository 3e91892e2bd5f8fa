package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Findings are told when they are others than before, and taken back when there are none any more. */
class FindingsToldTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_700_000_400_000L / HOUR * HOUR;
    private static final BookSettings SETTINGS = new BookSettings(HOUR, 10 * HOUR, 2, 16);

    private final Map<ByteBuffer, byte @Nullable []> changelog = new LinkedHashMap<>();
    private final List<String> looked = new ArrayList<>();

    /** Destinations told by the last look, and how many devices of a cohort reached them. */
    private final List<String> reached = new ArrayList<>();

    private DeviceBook book = new DeviceBook(SETTINGS);

    /** So many contacts are a finding. */
    private long least = 2;

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private final DeviceDetector detector = new DeviceDetector() {
        @Override
        public String id() {
            return "enough";
        }

        @Override
        public List<Finding> examine(PairHistory history, Policy policy) {
            looked.add(history.device().deviceId() + " " + history.destination().name());
            return history.contacts().size() < least
                    ? List.of()
                    : List.of(new FindingDraft(id(), history, history.contacts())
                            .samples(Math.min(3, history.contacts().size()))
                            .window(new Span(0, 1))
                            .write());
        }
    };

    private void contact(String device, String site, long time, String id) {
        DeviceConnection event = Events.connection(device, id, time).build();
        Events.apply(book, event, new Destination(site, DestinationKind.SITE), Location.UNKNOWN);
    }

    /** Findings told by a look of so many steps: device, destination, and contacts of which it speaks. */
    private List<String> told(int steps) {
        looked.clear();
        reached.clear();
        int[] left = {steps};
        List<Part> parts = book.tell(7, Long.MIN_VALUE, null);
        parts.addAll(book.look(7, Long.MIN_VALUE, List.of(detector), () -> left[0]-- > 0));
        parts.stream()
                .filter(ReachPart.class::isInstance)
                .map(ReachPart.class::cast)
                .forEach(part -> reached.add(part.destination().name() + " "
                        + part.reach().values().stream()
                                .mapToLong(Reach::devices)
                                .max()
                                .orElse(0)));
        return parts.stream()
                .filter(FindingsPart.class::isInstance)
                .map(FindingsPart.class::cast)
                .map(part -> part.deviceId() + " " + part.destination().name() + " "
                        + part.findings().stream().mapToLong(Finding::samples).sum())
                .toList();
    }

    private List<String> told() {
        return told(Integer.MAX_VALUE);
    }

    private void restart() {
        book.writeChanges((key, value) -> {
            changelog.remove(ByteBuffer.wrap(key));
            changelog.put(ByteBuffer.wrap(key), value);
        });
        DeviceBook next = new DeviceBook(SETTINGS);
        changelog.forEach((key, value) -> next.restore(key.array(), value));
        next.ready(Long.MIN_VALUE);
        book = next;
    }

    @Test
    void onceAndAgainWhenTheyAreOthers() {
        contact("d", "a.com", T, "1");
        assertThat(told()).isEmpty();
        contact("d", "a.com", T + 1, "2");
        assertThat(told()).containsExactly("d a.com 2");
        assertThat(told()).isEmpty();
        assertThat(looked).isEmpty();
        contact("d", "a.com", T + 2, "3");
        assertThat(told()).containsExactly("d a.com 3");
        least = 9;
        contact("d", "a.com", T + 3, "4");
        assertThat(told()).as("taken back").containsExactly("d a.com 0");
        contact("d", "a.com", T + 4, "5");
        assertThat(told()).as("there is nothing to take back").isEmpty();
    }

    @Test
    void afterARestartOnlyWhatChanged() {
        contact("d", "a.com", T, "1");
        contact("d", "a.com", T + 1, "2");
        contact("d", "b.com", T, "3");
        contact("d", "b.com", T + 1, "4");
        assertThat(told()).containsExactlyInAnyOrder("d a.com 2", "d b.com 2");
        restart();
        assertThat(told()).isEmpty();
        assertThat(looked).containsExactlyInAnyOrder("d a.com", "d b.com");
        contact("d", "b.com", T + 2, "5");
        restart();
        least = 3;
        assertThat(told()).containsExactlyInAnyOrder("d a.com 0", "d b.com 3");
        restart();
        least = 9;
        assertThat(told()).containsExactly("d b.com 0");
    }

    @Test
    void contactsThatAreGoneTakeTheirFindingsWithThemAndThatIsUrgent() {
        contact("d", "a.com", T, "1");
        contact("d", "a.com", T + 1, "2");
        contact("e", "a.com", T, "3");
        contact("e", "a.com", T + 1, "4");
        told();
        assertThat(book.isUrgent()).isFalse();
        assertThat(book.hasCorrections()).isFalse();

        book.forget("d");
        assertThat(book.isUrgent()).isTrue();
        assertThat(book.hasCorrections()).isTrue();
        assertThat(told()).containsExactly("d a.com 0");
        assertThat(book.isUrgent()).isFalse();

        contact("f", "b.com", T + 30 * HOUR, "5");
        assertThat(told()).as("older than the history").containsExactly("e a.com 0");
        contact("f", "b.com", T + 30 * HOUR, "6");
        told();
        restart();
        assertThat(told()).isEmpty();
    }

    /** Two destinations are kept apart, those with the smallest hashes. */
    @Test
    void aDestinationThatGivesWayTakesItsFindingsWithIt() {
        List<String> told = new ArrayList<>();
        for (int site = 0; site < 8; site++) {
            contact("d", "site" + site + ".com", T, "a" + site);
            contact("d", "site" + site + ".com", T + 1, "b" + site);
            told.addAll(told());
        }
        Map<String, String> newest = new LinkedHashMap<>();
        told.forEach(each ->
                newest.put(each.substring(0, each.lastIndexOf(' ')), each.substring(each.lastIndexOf(' ') + 1)));
        newest.values().removeIf("0"::equals);

        assertThat(newest).hasSize(3).containsEntry("d other", "3");
        assertThat(told).anyMatch(each -> each.endsWith(" 0"));
    }

    /** Silence after a reset is told by the device's other traffic. */
    @Test
    void aDeviceToWhichSomethingWasDoneIsLookedAtAsAWhole() {
        contact("d", "a.com", T, "1");
        contact("d", "b.com", T, "2");
        contact("e", "a.com", T, "3");
        told();
        contact("d", "a.com", T + 1, "4");
        told();
        assertThat(looked).containsExactly("d a.com");

        DeviceLifecycle reset = DeviceLifecycle.newBuilder()
                .setEventId("r")
                .setDeviceId("d")
                .setTime(Instant.ofEpochMilli(T))
                .setKind(LifecycleKind.FACTORY_RESET)
                .build();
        book.apply(reset);
        told();
        assertThat(looked).containsExactlyInAnyOrder("d a.com", "d b.com");
        book.apply(reset);
        told();
        assertThat(looked).as("known").isEmpty();
        contact("d", "a.com", T + 2, "5");
        contact("e", "a.com", T + 2, "6");
        told();
        assertThat(looked).containsExactlyInAnyOrder("d a.com", "d b.com", "e a.com");

        restart();
        told();
        contact("d", "a.com", T + 3, "7");
        told();
        assertThat(looked).as("also after a restart").containsExactlyInAnyOrder("d a.com", "d b.com");
    }

    @Test
    void anotherRuleHasEverythingLookedAtAndIsTold() {
        contact("d", "a.com", T, "1");
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("r")
                .setKind(PolicyKind.WATCH_LIST)
                .build();
        assertThat(rulesTold()).as("once in any case").containsExactly(0);
        assertThat(rulesTold()).isEmpty();
        book.apply("r", rule);
        assertThat(book.isUrgent()).isTrue();
        assertThat(rulesTold()).containsExactly(1);
        assertThat(looked).containsExactly("d a.com");
        book.apply("r", rule);
        assertThat(book.isUrgent()).as("the same rule").isFalse();
        book.apply("other", null);
        assertThat(book.isUrgent()).as("there is none to take back").isFalse();
        book.apply("r", null);
        assertThat(rulesTold()).containsExactly(0);
        assertThat(looked).containsExactly("d a.com");
    }

    private List<Integer> rulesTold() {
        looked.clear();
        return book.tell(7, Long.MIN_VALUE, List.of(detector)).stream()
                .filter(Part.PolicyPart.class::isInstance)
                .map(part -> ((Part.PolicyPart) part).rules().size())
                .toList();
    }

    @Test
    void aLookGoesOnWhereItWasInterrupted() {
        for (int device = 0; device < 3; device++) {
            contact("d" + device, "a.com", T, "a" + device);
            contact("d" + device, "a.com", T + 1, "b" + device);
        }
        List<String> all = new ArrayList<>(told(1));
        assertThat(all).hasSize(1);
        assertThat(book.isLooking()).isTrue();
        assertThat(book.leftToLook()).as("two pairs and a destination").isEqualTo(3);
        contact("d0", "a.com", T + 2, "late");
        all.addAll(told(2));
        assertThat(all).hasSize(3);
        assertThat(book.leftToLook()).isEqualTo(1);
        all.addAll(told(1));
        assertThat(book.isLooking()).isFalse();
        all.addAll(told());

        assertThat(all).startsWith("d0 a.com 2").endsWith("d0 a.com 3").hasSize(4);
    }

    @Test
    void whoIsGoneReachedNothing() {
        contact("d", "a.com", T, "1");
        contact("e", "a.com", T, "2");
        told();
        assertThat(reached).containsExactly("a.com 2");
        book.forget("d");
        told();
        assertThat(reached).containsExactly("a.com 1");
        book.forget("e");
        told(0);
        told();
        assertThat(reached).containsExactly("a.com 0");
        told();
        assertThat(reached).isEmpty();

        contact("d", "a.com", T, "3");
        told();
        book.forget("d");
        contact("d", "a.com", T, "4");
        told();
        assertThat(reached).as("gone and there again").containsExactly("a.com 1");
        told();
        assertThat(reached).isEmpty();
    }

    @Test
    void whatIsGoneBeforeItsTurnIsNotLookedAt() {
        for (String device : List.of("d", "e", "f")) {
            contact(device, "a.com", T, device);
        }
        told(1);
        book.forget("f");
        told();

        assertThat(looked).containsExactly("e a.com");
        assertThat(reached).containsExactly("a.com 2");
    }

    @Test
    void aBookThatIsTakenBackOnTopOfItselfLooksAtEverythingOnce() {
        for (String device : List.of("d", "e", "f")) {
            contact(device, device + ".com", T, device);
        }
        told(1);
        contact("d", "d.com", T + 1, "again");
        contact("g", "g.com", T, "new");
        book.writeChanges((key, value) -> changelog.put(ByteBuffer.wrap(key), value));
        changelog.forEach((key, value) -> book.restore(key.array(), value));
        book.ready(Long.MIN_VALUE);

        assertThat(told()).containsExactly("d d.com 2");
        assertThat(looked).containsExactlyInAnyOrder("d d.com", "e e.com", "f f.com", "g g.com");
        assertThat(reached).containsExactlyInAnyOrder("d.com 1", "e.com 1", "f.com 1", "g.com 1");

        restart();
        contact("d", "d.com", T + 2, "third");
        assertThat(told()).containsExactly("d d.com 3");
        book.writeChanges((key, value) -> {});
        book.ready(Long.MIN_VALUE);
        assertThat(told()).as("nothing else was found since").isEmpty();
    }

    @Test
    void anotherProfileHasTheDeviceLookedAtAgain() {
        contact("d", "a.com", T, "1");
        contact("e", "a.com", T, "2");
        told();
        DeviceProfile profile = DeviceProfile.newBuilder()
                .setDeviceId("d")
                .setValidFrom(Instant.EPOCH)
                .setManufacturer("M")
                .setModel("m")
                .build();
        book.apply(profile);
        told();
        assertThat(looked).containsExactly("d a.com");
        book.apply(profile);
        told();
        assertThat(looked).as("the same").isEmpty();
        book.forgetProfile("d");
        told();
        assertThat(looked).containsExactly("d a.com");
    }

    @Test
    void whatHasLostContactsIsLookedAtAgain() {
        contact("d", "a.com", T, "1");
        contact("d", "a.com", T + 9 * HOUR, "2");
        contact("d", "b.com", T + 9 * HOUR, "3");
        assertThat(told()).containsExactly("d a.com 2");
        contact("e", "c.com", T + 15 * HOUR, "4");

        assertThat(told()).containsExactly("d a.com 0");
        assertThat(looked).containsExactlyInAnyOrder("e c.com", "d a.com");
        assertThat(reached).containsExactlyInAnyOrder("c.com 1", "a.com 1");
    }

    @Test
    void aLookIsOfTheTimeAtWhichItBegan() {
        contact("d", "a.com", T, "1");
        assertThat(book.looked()).isEqualTo(Long.MIN_VALUE);
        book.look(7, T, List.of(detector), () -> false);
        assertThat(book.looked()).isEqualTo(Long.MIN_VALUE);
        book.look(7, T + 1, List.of(detector), () -> true);
        assertThat(book.looked()).isEqualTo(T);
        book.look(7, T + 2, List.of(detector), () -> true);
        assertThat(book.looked()).isEqualTo(T + 2);
    }
}
