package io.waybill.streams.aggregate.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Part.VerdictsPart;
import io.waybill.streams.part.Progress;
import io.waybill.streams.part.Sums;
import io.waybill.streams.part.Tally;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.PackedLocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the senders say, added up, published and taken back; and the same after a restart at any point. */
class DestinationBookTest {

    private static final long HOUR = 3_600_000L;
    private static final Destination SITE = new Destination("a.com", DestinationKind.SITE);
    private static final Cohort BUILD = Cohort.firmware("M", "X", "A");
    private static final IpLocator NOWHERE = PackedLocator.bundled();

    /** Has something to say wherever there are rows. */
    private static final class Rows implements DestinationDetector {
        @Override
        public String id() {
            return "rows";
        }

        @Override
        public Judgement judge(DestinationView view, Policy policy) {
            return view.windows().isEmpty()
                    ? Judgement.NONE
                    : new Judgement(
                            List.of(VerdictDraft.cohort(
                                            id(),
                                            Cohort.FLEET,
                                            view.destination().name())
                                    .severity(Severity.LOW)
                                    .samples(view.windows().size())
                                    .window(0, HOUR)
                                    .explain("rows")
                                    .write()),
                            0);
        }
    }

    private static final List<DestinationDetector> ROWS = List.of(new Rows());

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static Sums sums(long connections) {
        return new Sums(connections, 0, connections * 10, 0, connections, 0, 1, 5, 9, new TreeMap<>());
    }

    private static CountPart count(int sender, long window, long connections) {
        return new CountPart(SITE, BUILD, window, sender, connections == 0 ? Sums.NONE : sums(connections));
    }

    private static ProgressPart progress(int sender, long watermark) {
        return new ProgressPart(new Progress(sender, watermark, 0, false, Tally.NONE));
    }

    private static List<Long> published(DestinationBook book) {
        return book.publish(NOWHERE).stream()
                .map(each -> each.count() == null ? 0L : each.count().getConnections())
                .toList();
    }

    /** The changelog, compacted. */
    private static final class Log {
        private final TreeMap<byte[], byte @Nullable []> entries = new TreeMap<>(Arrays::compareUnsigned);

        void take(DestinationBook book) {
            book.writeChanges(entries::put);
        }

        DestinationBook restored(int partitions) {
            DestinationBook book = new DestinationBook(HOUR, partitions);
            entries.forEach(book::restore);
            return book;
        }

        long kept() {
            return entries.values().stream().filter(each -> each != null).count();
        }
    }

    @Test
    void aRowIsPublishedWhenAllSendersHavePassedItsWindow() {
        DestinationBook book = new DestinationBook(HOUR, 2);
        book.apply(count(0, 0, 3));
        book.apply(count(1, 0, 4));
        assertThat(published(book)).as("nobody was heard of").isEmpty();
        book.apply(progress(0, HOUR));
        assertThat(published(book)).as("one was not heard of").isEmpty();
        book.apply(progress(1, HOUR - 1));
        assertThat(published(book)).as("one is not there yet").isEmpty();

        book.apply(progress(1, HOUR));

        assertThat(published(book)).containsExactly(7L);
        assertThat(published(book)).as("once").isEmpty();
    }

    @Test
    void aCorrectionIsPublishedWithTheNextRevisionAndTheSameAgainIsNot() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        book.apply(progress(0, HOUR));
        book.apply(count(0, 0, 3));
        assertThat(book.publish(NOWHERE).get(0).count().getRevision()).isEqualTo(1);

        book.apply(count(0, 0, 5));
        assertThat(book.publish(NOWHERE).get(0).count().getRevision()).isEqualTo(2);

        book.apply(count(0, 0, 5));
        assertThat(book.publish(NOWHERE)).isEmpty();
    }

    @Test
    void aRowThatIsTakenBackIsDeletedAndMayComeAgain() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        book.apply(progress(0, HOUR));
        book.apply(count(0, 0, 3));
        assertThat(published(book)).containsExactly(3L);

        book.apply(count(0, 0, 0));
        assertThat(published(book)).containsExactly(0L);

        book.apply(count(0, 0, 2));
        Publication again = book.publish(NOWHERE).get(0);
        assertThat(again.count().getConnections()).isEqualTo(2);
        assertThat(again.count().getRevision()).isEqualTo(3);
    }

    @Test
    void aRowTakenBackBeforeItWasPublishedIsNeverSeen() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        book.apply(count(0, 0, 3));
        book.apply(count(0, 0, 0));
        book.apply(progress(0, HOUR));

        assertThat(published(book)).isEmpty();
    }

    @Test
    void whatIsBeyondTheHistoryIsJudgedAnewAndForgotten() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        Log log = new Log();
        book.apply(progress(0, 10 * HOUR));
        book.apply(count(0, 0, 3));
        assertThat(published(book)).containsExactly(3L);
        assertThat(verdicts(book)).containsExactly(1);
        log.take(book);
        assertThat(book.isTouched()).isFalse();

        book.forgetBefore(HOUR);

        assertThat(book.isTouched()).as("alerts do not freeze").isTrue();
        assertThat(verdicts(book)).as("the verdict is taken back").containsExactly(0);
        assertThat(book.size()).as("nothing is left of the destination").isZero();
        log.take(book);
        assertThat(log.kept()).as("but how far the sender is").isEqualTo(1);
        assertThat(log.restored(1).size()).isZero();
    }

    @Test
    void aSenderThatComesBackFromBeyondTheHistoryDoesNotSpoilWhatWasPublished() {
        DestinationBook book = new DestinationBook(HOUR, 2);
        book.apply(progress(0, 10 * HOUR));
        book.apply(progress(1, 10 * HOUR));
        book.apply(count(0, 0, 3));
        book.apply(count(1, 5 * HOUR, 4));
        assertThat(published(book)).containsExactly(3L, 4L);
        book.forgetBefore(5 * HOUR);

        book.apply(count(1, 0, 1));
        book.apply(count(0, 5 * HOUR, 1));

        assertThat(published(book)).as("a row that can be added up").containsExactly(5L);
        assertThat(book.tooLate()).isEqualTo(1);
    }

    @Test
    void aDestinationThatIsStillReachedStays() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        book.apply(progress(0, 10 * HOUR));
        book.apply(count(0, 0, 3));
        book.apply(count(0, 5 * HOUR, 4));
        book.apply(reach(0, 1));
        book.publish(NOWHERE);
        verdicts(book);

        book.forgetBefore(HOUR);
        assertThat(verdicts(book)).as("fewer windows, another verdict").containsExactly(1);
        assertThat(book.size()).isEqualTo(1);

        book.forgetBefore(9 * HOUR);
        assertThat(verdicts(book)).containsExactly(0);
        assertThat(book.size()).as("devices still reach it").isEqualTo(1);

        book.apply(reach(0, 0));
        verdicts(book);
        assertThat(book.size()).isZero();
    }

    private static ReachPart reach(int sender, long devices) {
        TreeMap<Cohort, Reach> reach = new TreeMap<>();
        if (devices > 0) {
            reach.put(Cohort.model("M", "X"), new Reach(devices, 5, 9, List.of()));
        }
        return new ReachPart(SITE, sender, reach);
    }

    private static List<Integer> verdicts(DestinationBook book) {
        return book.judge(ROWS).stream().map(part -> part.verdicts().size()).toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfStatementsOfDifferentSendersAndRestartsDoNotShow(long seed) {
        Random random = new Random(seed);
        List<List<Part>> bySender = new ArrayList<>();
        for (int sender = 0; sender < 3; sender++) {
            List<Part> says = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                says.add(count(sender, random.nextInt(4) * HOUR, random.nextInt(4)));
            }
            says.add(reach(sender, random.nextInt(2)));
            says.add(progress(sender, Long.MAX_VALUE));
            bySender.add(says);
        }
        TreeMap<String, String> reference = run(interleaved(bySender, new Random(0)), null);

        for (int i = 0; i < 5; i++) {
            List<Part> parts = interleaved(bySender, new Random(seed * 100 + i));
            assertThat(run(parts, null)).as("seed %d", seed).isEqualTo(reference);
            assertThat(run(parts, new Random(i))).as("restarted, seed %d", seed).isEqualTo(reference);
        }
    }

    private static List<Part> interleaved(List<List<Part>> bySender, Random random) {
        List<Integer> turns = new ArrayList<>();
        for (int sender = 0; sender < bySender.size(); sender++) {
            turns.addAll(Collections.nCopies(bySender.get(sender).size(), sender));
        }
        Collections.shuffle(turns, random);
        int[] next = new int[bySender.size()];
        return turns.stream()
                .map(sender -> bySender.get(sender).get(next[sender]++))
                .toList();
    }

    /** The published table, revisions left out, and the verdicts. */
    private static TreeMap<String, String> run(List<Part> parts, @Nullable Random restarts) {
        TreeMap<String, String> tables = new TreeMap<>();
        Log log = new Log();
        DestinationBook book = new DestinationBook(HOUR, 3);
        for (Part part : parts) {
            book.apply(part);
            if (restarts != null && restarts.nextInt(6) == 0) {
                publish(book, tables);
                log.take(book);
                book = log.restored(3);
            }
        }
        publish(book, tables);
        return tables;
    }

    private static void publish(DestinationBook book, TreeMap<String, String> tables) {
        for (Publication each : book.publish(NOWHERE)) {
            if (each.count() == null) {
                tables.remove(each.key());
            } else {
                tables.put(
                        each.key(),
                        each.count().getConnections() + " " + each.count().getDevices());
            }
        }
        for (VerdictsPart part : book.judge(ROWS)) {
            if (part.verdicts().isEmpty()) {
                tables.remove("verdicts");
            } else {
                tables.put("verdicts", part.verdicts().toString());
            }
        }
    }

    @Test
    void verdictsAreNotForThisSide() {
        DestinationBook book = new DestinationBook(HOUR, 1);

        assertThatThrownBy(() -> book.apply(new VerdictsPart("a.com", List.of(), 0)))
                .isInstanceOf(IllegalStateException.class);
    }
}
