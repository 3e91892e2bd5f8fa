package io.waybill.streams.aggregate.destination;

import static io.waybill.streams.aggregate.destination.Says.BUILD;
import static io.waybill.streams.aggregate.destination.Says.SITE;
import static io.waybill.streams.aggregate.destination.Says.progress;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.aggregate.destination.DestinationKey.Kind;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.DestinationView.WindowRow;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.cohort.Surge;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.selftest.SampleHistory;
import io.waybill.streams.part.Part.Active;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who was there, added up and published; and what the detectors are shown of what the senders said. */
class DenominatorsTest {

    private static final long HOUR = 3_600_000L;
    private static final Cohort MODEL = Cohort.model("M", "X");

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    /** Keeps what it is shown. */
    private static final class Watching implements DestinationDetector {
        private final List<String> judged = new ArrayList<>();
        private DestinationView last;

        @Override
        public String id() {
            return "watching";
        }

        @Override
        public Judgement judge(DestinationView view, Policy policy) {
            judged.add(view.destination().name());
            last = view;
            return new Judgement(List.of(), 3);
        }
    }

    private static DestinationView shown(DestinationBook book) {
        Watching watching = new Watching();
        book.judge(List.of(watching));
        return watching.last;
    }

    private static ActivityPart active(int sender, long window, long devices, long events, Cohort... cohorts) {
        TreeMap<Cohort, Active> active = new TreeMap<>();
        for (Cohort cohort : cohorts) {
            active.put(cohort, new Active(devices, events));
        }
        return new ActivityPart(sender, window, active);
    }

    private static PolicyPart parameter(String name, String value) {
        return new PolicyPart(List.of(PolicyRule.newBuilder()
                .setRuleId("r")
                .setKind(PolicyKind.PARAMETER)
                .setParameters(Map.of(name, value))
                .build()));
    }

    private static EventRef event(long time) {
        return new EventRef("c", time, "e" + time, time, "p");
    }

    @Test
    void aWindowIsPublishedByBuildWhenAllSendersHavePassedIt() {
        DestinationBook book = new DestinationBook(HOUR, 2);
        book.apply(active(0, HOUR, 2, 50, BUILD, MODEL));
        book.apply(active(1, HOUR, 3, 7, BUILD, MODEL));
        book.apply(progress(0, 2 * HOUR));
        book.apply(progress(1, 2 * HOUR - 1));
        assertThat(book.publishActivity(0, 1)).isEmpty();

        book.apply(progress(1, 2 * HOUR));

        assertThat(book.publishActivity(0, 1)).singleElement().satisfies(each -> {
            assertThat(each.key()).isEqualTo("M|X|A|1970-01-01T01:00:00Z");
            assertThat(each.isCount()).isFalse();
            assertThat(each.activity())
                    .isEqualTo(new ModelActivity(
                            "M", "X", "A", Instant.ofEpochMilli(HOUR), Instant.ofEpochMilli(2 * HOUR), 5L, 57L, 1));
        });
        assertThat(book.publishActivity(0, 1)).as("once").isEmpty();
    }

    @Test
    void whatChangesIsPublishedAnewAndWhatIsGoneIsDeleted() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        book.apply(progress(0, HOUR));
        List<String> told = new ArrayList<>();
        for (long[] devicesAndEvents : new long[][] {{2, 5}, {2, 5}, {2, 6}, {3, 6}, {0, 0}, {0, 0}, {3, 6}}) {
            boolean any = devicesAndEvents[0] > 0;
            book.apply(
                    active(0, 0, devicesAndEvents[0], devicesAndEvents[1], any ? new Cohort[] {BUILD} : new Cohort[0]));
            book.publishActivity(0, 1).forEach(each -> {
                ModelActivity row = each.activity();
                told.add(row == null ? "gone" : row.getEvents() + " events, revision " + row.getRevision());
            });
        }

        assertThat(told)
                .containsExactly(
                        "5 events, revision 1",
                        "6 events, revision 2",
                        "6 events, revision 3",
                        "gone",
                        "6 events, revision 5");
    }

    @Test
    void everyBuildIsPublishedByOnePartition() {
        Cohort[] builds = LongStream.range(0, 30)
                .mapToObj(i -> Cohort.firmware("M", "X", "B" + i))
                .toArray(Cohort[]::new);
        List<String> keys = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            DestinationBook book = new DestinationBook(HOUR, 1);
            book.apply(active(0, 0, 1, 1, builds));
            book.apply(progress(0, Long.MAX_VALUE));
            int before = keys.size();
            book.publishActivity(partition, 3).forEach(each -> keys.add(each.key()));

            assertThat(keys.size() - before).isPositive();
        }

        assertThat(keys).hasSize(30).doesNotHaveDuplicates();
    }

    @Test
    void howLongTheFleetWasWatchedIsKnownWhileThereIsAWatermark() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        book.apply(active(0, 3 * HOUR, 1, 1, BUILD));
        assertThat(book.historyMillis()).isZero();

        book.apply(progress(0, 10 * HOUR));
        assertThat(book.historyMillis()).isEqualTo(7 * HOUR);
        book.apply(progress(0, 2 * HOUR));
        assertThat(book.historyMillis()).isZero();
        book.apply(progress(0, Long.MAX_VALUE));
        assertThat(book.historyMillis()).isZero();
    }

    @Test
    void rulesAreThoseLastHeardOfAndEverythingIsJudgedAnew() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        assertThat(book.learning(List.of(new Surge()))).containsExactly(Map.entry("surge", 4 * 24 * HOUR));
        assertThat(book.isTouched()).isFalse();

        book.apply(parameter("history", "2"));

        assertThat(book.learning(List.of(new Surge()))).containsExactly(Map.entry("surge", 2 * 24 * HOUR));
        assertThat(book.isTouched()).isTrue();
        book.judge(List.of());
        assertThat(book.isTouched()).isFalse();
    }

    @Test
    void onlyWhatWasTouchedIsJudgedUnlessTheFleetWas() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        Reach one = new Reach(1, 5, 9, List.of());
        Watching watching = new Watching();
        book.apply(new ReachPart(SITE, 0, new TreeMap<>(Map.of(MODEL, one))));
        book.apply(new ReachPart(new Destination("b.com", DestinationKind.SITE), 0, new TreeMap<>(Map.of(MODEL, one))));
        assertThat(book.judge(List.of(watching, watching))).hasSize(2).allMatch(part -> part.tests() == 6);
        watching.judged.clear();

        book.apply(new ReachPart(SITE, 0, new TreeMap<>(Map.of(BUILD, one))));
        book.judge(List.of(watching));
        assertThat(watching.judged).containsExactly("a.com");

        book.apply(new CohortsPart(0, new TreeMap<>(Map.of(MODEL, new Fleet.Activity(5, 1, 10, 20)))));
        book.judge(List.of(watching));
        assertThat(watching.judged).containsExactlyInAnyOrder("a.com", "a.com", "b.com");
    }

    @Test
    void cohortsAreAddedUpOverSendersAndModelsOverMakersAndTheFleet() {
        DestinationBook book = new DestinationBook(HOUR, 2);
        book.apply(new ReachPart(SITE, 0, new TreeMap<>(Map.of(MODEL, new Reach(1, 5, 9, List.of())))));
        book.apply(new CohortsPart(
                0,
                new TreeMap<>(Map.of(
                        MODEL,
                        new Fleet.Activity(5, 1, 10, 20),
                        BUILD,
                        new Fleet.Activity(5, 1, 10, 20),
                        Cohort.app("a"),
                        new Fleet.Activity(4, 0, 10, 20)))));
        book.apply(new CohortsPart(
                1,
                new TreeMap<>(Map.of(
                        MODEL,
                        new Fleet.Activity(3, 2, 5, 15),
                        Cohort.model("M", "Y"),
                        new Fleet.Activity(2, 0, 7, 99)))));
        book.apply(active(0, 0, 4, 9, BUILD, MODEL));
        book.apply(active(1, 0, 2, 9, MODEL));
        book.apply(progress(0, 50));
        book.apply(progress(1, 60));

        Fleet fleet = shown(book).fleet();

        assertThat(fleet.cohorts())
                .isEqualTo(Map.of(
                        Cohort.FLEET,
                        new Fleet.Activity(10, 3, 5, 99),
                        Cohort.manufacturer("M"),
                        new Fleet.Activity(10, 3, 5, 99),
                        MODEL,
                        new Fleet.Activity(8, 3, 5, 20),
                        Cohort.model("M", "Y"),
                        new Fleet.Activity(2, 0, 7, 99),
                        BUILD,
                        new Fleet.Activity(5, 1, 10, 20),
                        Cohort.app("a"),
                        new Fleet.Activity(4, 0, 10, 20)));
        assertThat(fleet.windows()).isEqualTo(Map.of(MODEL, new TreeMap<>(Map.of(0L, 6L))));
        assertThat(fleet.begin()).isEqualTo(5);
        assertThat(fleet.watermark()).isEqualTo(50);

        book.apply(progress(0, Long.MAX_VALUE));
        book.apply(progress(1, Long.MAX_VALUE));
        book.apply(parameter("x", "1"));
        assertThat(shown(book).fleet().watermark())
                .as("at the end of input, the newest event")
                .isEqualTo(100);
    }

    @Test
    void aRowIsShownWithTheSumsOfAllSenders() {
        DestinationBook book = new DestinationBook(HOUR, 2);
        SortedMap<String, Long> places = new TreeMap<>(Map.of("CN/4134", 4L));
        book.apply(new CountPart(SITE, BUILD, HOUR, 0, new Sums(4, 1, 10, 20, 3, 5, 1, HOUR + 5, HOUR + 9, places)));
        book.apply(new CountPart(SITE, BUILD, HOUR, 1, new Sums(6, 2, 30, 50, 7, 8, 2, HOUR + 3, HOUR + 8, places)));
        book.apply(new CountPart(SITE, BUILD, 0, 1, Sums.NONE));

        assertThat(shown(book).windows())
                .containsExactly(
                        new WindowRow(BUILD, HOUR, 2 * HOUR, 10, 3, 40, 70, 3, new TreeMap<>(Map.of("CN/4134", 8L))));
        book.judge(List.of());
        book.forgetBefore(HOUR);
        assertThat(book.isTouched()).as("there was nothing to forget").isFalse();
    }

    @Test
    void ofAWindowThatIsForgottenNothingIsLeft() {
        FleetState fleet = new FleetState();
        RowKey row = new RowKey(0, BUILD);
        fleet.active(0, 0, new TreeMap<>(Map.of(BUILD, new Active(1, 1))));
        fleet.published(row, new Published(1, 7));
        List<DestinationKey> gone = new ArrayList<>();

        assertThat(fleet.forgetBefore(1, gone::add)).isTrue();

        assertThat(gone)
                .containsExactly(
                        DestinationKey.ofRow(Kind.ACTIVITY_PART, Destination.OTHER, new RowKey(0, Cohort.FLEET), 0),
                        DestinationKey.ofRow(Kind.ACTIVITY_PUBLISHED, Destination.OTHER, row, 0));
        assertThat(fleet.publishedAt(row)).isEqualTo(Published.NEVER);
        assertThat(fleet.unpublished()).isEmpty();
        assertThat(fleet.activeIn(0)).isEmpty();
    }

    @Test
    void ofTheEventsOfSendersTheFirstAndTheLastAreShown() {
        DestinationBook book = new DestinationBook(HOUR, 2);
        for (int sender = 0; sender < 3; sender++) {
            book.apply(new ReachPart(
                    SITE,
                    sender,
                    new TreeMap<>(Map.of(
                            MODEL,
                            new Reach(2, 10 - sender, 20 + sender, List.of(event(10 - sender), event(20 + sender)))))));
        }

        Reach reach = new Reach(6, 8, 22, List.of(event(8), event(9), event(21), event(22)));
        assertThat(shown(book).reach())
                .isEqualTo(Map.of(MODEL, reach, Cohort.manufacturer("M"), reach, Cohort.FLEET, reach));
    }

    @Test
    void ofTooManyFindingsThoseWithTheHighestScoresAreShownInOrderOfTheirDevices() {
        int many = DestinationState.MAX_FINDINGS;
        DestinationBook book = new DestinationBook(HOUR, 1);
        for (int i = 0; i < many + 3; i++) {
            String device = "p%04d".formatted(i);
            PairHistory history = SampleHistory.device(device).at(5).build();
            List<Finding> found = new ArrayList<>(List.of(new FindingDraft("flood", history, history.contacts())
                    .score(i < 2 || i == 700 ? 0.1 : 0.5 + i % 7 / 20.0)
                    .write()));
            if (i < many) {
                found.add(new FindingDraft("enough", history, history.contacts()).write());
            }
            book.apply(new FindingsPart(SITE, device, found));
        }

        DestinationView view = shown(book);

        assertThat(view.findingsOmitted()).isEqualTo(Map.of("flood", 3L));
        assertThat(book.findingsOmitted()).as("of one judgement").isEqualTo(3);
        assertThat(view.findings())
                .hasSize(2 * many)
                .isSortedAccordingTo((a, b) -> (a.detector() + a.deviceId()).compareTo(b.detector() + b.deviceId()));
        assertThat(view.findings())
                .filteredOn(finding -> finding.detector().equals("flood"))
                .extracting(Finding::deviceId)
                .hasSize(many)
                .doesNotContain("p0000", "p0001", "p0700");
    }

    @Test
    void windowsBeyondTheHistoryAreForgottenWithTheirEntries() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        KeptLog log = new KeptLog();
        book.apply(progress(0, 10 * HOUR));
        book.apply(active(0, 0, 1, 1, BUILD, MODEL));
        book.apply(active(0, HOUR, 2, 2, BUILD, MODEL));
        book.publishActivity(0, 1);
        book.judge(List.of());
        assertThat(log.take(book)).isEqualTo(5);
        assertThat(log.take(book)).as("nothing is written twice").isZero();
        book.forgetBefore(0);
        assertThat(book.isTouched()).as("there was nothing to forget").isFalse();

        book.forgetBefore(HOUR);
        assertThat(book.isTouched()).isTrue();
        assertThat(book.historyMillis()).isEqualTo(9 * HOUR);
        log.take(book);
        assertThat(log.kept())
                .as("a statement and a row of the window that is left")
                .isEqualTo(3);
        assertThat(log.restoredFromAll(1).historyMillis()).isEqualTo(9 * HOUR);

        book.apply(active(0, HOUR - 1, 1, 1, BUILD));
        assertThat(book.tooLate()).isEqualTo(1);
        book.apply(active(0, HOUR, 7, 7, BUILD));
        assertThat(book.tooLate()).isEqualTo(1);
        assertThat(book.publishActivity(0, 1)).hasSize(1);
    }

    @Test
    void aStatementThatIsTakenBackIsNotKept() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        PairHistory history = SampleHistory.device("p").at(5).build();
        Finding finding = new FindingDraft("d", history, history.contacts()).write();
        KeptLog log = new KeptLog();
        book.apply(new FindingsPart(SITE, "p", List.of(finding)));
        book.apply(new ReachPart(SITE, 0, new TreeMap<>(Map.of(MODEL, new Reach(1, 5, 9, List.of())))));
        log.take(book);
        assertThat(log.kept()).isEqualTo(2);
        assertThat(shown(log.restored(1)).findings()).containsExactly(finding);

        book.apply(new FindingsPart(SITE, "p", List.of()));
        book.apply(new ReachPart(SITE, 0, new TreeMap<>()));
        log.take(book);

        assertThat(log.kept()).isZero();
        assertThat(log.restoredFromAll(1).size()).isZero();
        assertThat(log.restoredFromAll(1).isTouched()).isFalse();
    }
}
