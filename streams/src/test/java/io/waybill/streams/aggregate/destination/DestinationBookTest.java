package io.waybill.streams.aggregate.destination;

import static io.waybill.streams.aggregate.destination.Says.activity;
import static io.waybill.streams.aggregate.destination.Says.count;
import static io.waybill.streams.aggregate.destination.Says.progress;
import static io.waybill.streams.aggregate.destination.Says.reach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.VerdictsPart;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.PackedLocator;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the senders say, added up, published and taken back; and the same after a restart at any point. */
class DestinationBookTest {

    private static final long HOUR = 3_600_000L;
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

    private static List<Long> published(DestinationBook book) {
        return book.publish(NOWHERE).stream()
                .map(each -> each.count() == null ? 0L : each.count().getConnections())
                .toList();
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
    void theOldestWindowIsPublishedFirstAndTheRestNextAlsoBehindARestart() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        KeptLog log = new KeptLog();
        book.apply(progress(0, 2 * HOUR));
        book.apply(count(0, HOUR, 5));
        book.apply(count(0, 0, 3));
        int[] left = {1};
        List<Publication> first = new ArrayList<>();

        book.publish(NOWHERE, () -> left[0]-- > 0, first::add);

        assertThat(first).singleElement().matches(each -> each.count().getConnections() == 3);
        assertThat(book.leftToPublish(2 * HOUR)).isEqualTo(1);
        log.take(book);
        assertThat(published(log.restored(1))).containsExactly(5L);
        assertThat(published(book)).containsExactly(5L);
        assertThat(book.leftToPublish(2 * HOUR)).isZero();
    }

    /** The statement that took it back has left the changelog by then. */
    @Test
    void aRowThatNobodySpeaksOfAnyMoreIsTakenBackBehindARestart() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        KeptLog log = new KeptLog();
        book.apply(progress(0, HOUR));
        book.apply(count(0, 0, 3));
        assertThat(published(book)).containsExactly(3L);
        book.apply(count(0, 0, 0));
        book.publish(NOWHERE, () -> false, any -> {});
        log.take(book);

        assertThat(published(log.restoredWithoutRemovals(1))).containsExactly(0L);
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
        KeptLog log = new KeptLog();
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
        assertThat(log.restoredFromAll(1).size()).isZero();
    }

    /** A feed that jumps has a window told, published and forgotten between two commits: nobody would remove its entries later. */
    @Test
    void whatIsForgottenBeforeItWasWrittenIsNotWritten() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        KeptLog log = new KeptLog();
        book.apply(count(0, HOUR, 2));
        book.apply(progress(0, 10 * HOUR));
        assertThat(published(book)).containsExactly(2L);
        log.take(book);
        book.apply(count(0, 0, 3));
        book.apply(count(0, HOUR, 4));
        assertThat(published(book)).containsExactly(3L, 4L);

        book.forgetBefore(5 * HOUR);

        verdicts(book);
        log.take(book);
        assertThat(log.kept()).as("but how far the sender is").isEqualTo(1);
        assertThat(log.restored(1).size()).isZero();
    }

    @Test
    void whatWasToldIsNotToldAgainAfterARestart() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        KeptLog log = new KeptLog();
        book.apply(progress(0, HOUR));
        book.apply(count(0, 0, 3));
        book.apply(activity(0, 0, 2));
        assertThat(published(book)).hasSize(1);
        assertThat(book.publishActivity(0, 1)).hasSize(1);
        assertThat(verdicts(book)).containsExactly(1);
        log.take(book);

        DestinationBook restored = log.restored(1);

        assertThat(published(restored)).isEmpty();
        assertThat(restored.publishActivity(0, 1)).isEmpty();
        assertThat(verdicts(restored)).isEmpty();
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

    private static List<Integer> verdicts(DestinationBook book) {
        return book.judge(ROWS).stream().map(part -> part.verdicts().size()).toList();
    }

    @Test
    void aJudgementThatIsInterruptedGoesOnWhereItWas() {
        DestinationBook book = new DestinationBook(HOUR, 1);
        for (String name : List.of("a.com", "b.com", "c.com")) {
            Destination site = new Destination(name, DestinationKind.SITE);
            book.apply(new CountPart(site, Says.BUILD, 0, 0, Says.sums(2)));
        }
        book.apply(progress(0, HOUR));
        book.publish(NOWHERE);
        TreeSet<String> judged = new TreeSet<>();

        judged.addAll(step(book));
        assertThat(judged).hasSize(1);
        assertThat(book.leftToJudge()).isEqualTo(2);
        book.apply(count(0, HOUR, 7));
        judged.addAll(step(book));
        judged.addAll(step(book));

        assertThat(judged).containsExactly("a.com", "b.com", "c.com");
        assertThat(book.leftToJudge()).isZero();
        assertThat(book.isTouched()).as("what came meanwhile is for the next").isTrue();
        assertThat(step(book)).containsExactly("a.com");
        assertThat(book.isTouched()).isFalse();
    }

    /** One destination. */
    private static List<String> step(DestinationBook book) {
        boolean[] asked = new boolean[1];
        return book
                .judge(ROWS, () -> {
                    boolean first = !asked[0];
                    asked[0] = true;
                    return first;
                })
                .stream()
                .map(VerdictsPart::destination)
                .toList();
    }

    @Test
    void verdictsAreNotForThisSide() {
        DestinationBook book = new DestinationBook(HOUR, 1);

        assertThatThrownBy(() -> book.apply(new VerdictsPart("a.com", List.of(), 0)))
                .isInstanceOf(IllegalStateException.class);
    }
}
