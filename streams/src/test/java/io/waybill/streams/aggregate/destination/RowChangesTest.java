package io.waybill.streams.aggregate.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
import io.waybill.streams.aggregate.destination.DestinationKey.Kind;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rows hold comes back from the entries of their changes, whatever of them compaction has left. */
class RowChangesTest {

    private static final long HOUR = 3_600_000;
    private static final Destination SITE = new Destination("site.com", DestinationKind.SITE);

    private final ByteWriter scratch = new ByteWriter(16);
    private final DestinationRows rows = new DestinationRows();
    private final RowChanges changes = new RowChanges();
    private final List<Entry> log = new ArrayList<>();

    private record Entry(DestinationKey key, byte @Nullable [] value) {}

    private static Sums sums(long connections) {
        return new Sums(connections, 1, 2, 3, 4, 5, 1, 6, 7 + connections, new TreeMap<>(Map.of("DE/1", connections)));
    }

    private static Cohort cohort(int number, int length) {
        return Cohort.firmware("M", "X", "b" + number + "-".repeat(length));
    }

    private void say(long window, Cohort cohort, int sender, Sums sums) {
        DestinationRow row = rows.row(new RowKey(window, cohort));
        row.say(sender, sums, scratch);
        changes.said(SITE, row, sender);
    }

    private void publish(DestinationRow row) {
        Sums total = row.total();
        Published before = row.published();
        Published now = new Published(before.revision() + 1, Published.hash(total));
        if (now.contentHash() != before.contentHash()) {
            row.published(now);
            changes.published(SITE, row);
        }
        if (row.isNothing()) {
            rows.remove(row.key());
        }
    }

    /** Writes the changes and returns what was written. */
    private List<Entry> commit() {
        int before = log.size();
        changes.writeTo((key, value) -> log.add(new Entry(DestinationKey.read(key), value)));
        return List.copyOf(log.subList(before, log.size()));
    }

    private static String shown(DestinationRows rows) {
        StringBuilder all = new StringBuilder();
        rows.forEach(row -> {
            if (row.isNothing()) {
                return;
            }
            all.append(row.key().window()).append(' ').append(row.cohort().firmware());
            row.senders().stream()
                    .sorted()
                    .forEach(sender -> all.append(' ').append(sender).append(row.of(sender)));
            all.append(' ').append(row.published()).append('\n');
        });
        return all.toString();
    }

    private DestinationRows restored(Predicate<Entry> left) {
        DestinationRows fresh = new DestinationRows();
        for (Entry entry : log) {
            if (left.test(entry)) {
                RowEntries.restore(fresh, entry.key(), entry.value(), UnaryOperator.identity(), scratch);
            }
        }
        // What nobody says and nothing was published of goes when it would be published.
        List<DestinationRow> nothing = new ArrayList<>();
        fresh.forEach(row -> {
            if (row.isNothing()) {
                assertThat(row.waits).isTrue();
                nothing.add(row);
            }
        });
        nothing.forEach(row -> fresh.remove(row.key()));
        return fresh;
    }

    /** The last entries of each key. */
    private Predicate<Entry> compacted() {
        Map<DestinationKey, Entry> last = new HashMap<>();
        log.forEach(entry -> last.put(entry.key(), entry));
        return entry -> last.get(entry.key()) == entry;
    }

    private void assertComesBack(String as) {
        String expected = shown(rows);
        assertThat(shown(restored(any -> true))).as(as + ", all").isEqualTo(expected);
        Predicate<Entry> last = compacted();
        assertThat(shown(restored(last))).as(as + ", compacted").isEqualTo(expected);
        assertThat(shown(restored(entry -> last.test(entry) && entry.value() != null)))
                .as(as + ", compacted long ago")
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}, {1} cohorts with names of {2} characters")
    @CsvSource({"1, 3, 1", "2, 40, 1", "3, 40, 20_000", "4, 12, 30_000", "5, 200, 5", "6, 1, 300_000"})
    void whatRowsHoldComesBackWhateverCompactionLeft(long seed, int cohorts, String length) {
        SplittableRandom random = new SplittableRandom(seed);
        int letters = Integer.parseInt(length.replace("_", ""));
        for (int commit = 0; commit < 30; commit++) {
            int count = random.nextInt(4) == 0 ? random.nextInt(2 * cohorts + 1) : random.nextInt(3);
            for (int i = 0; i < count; i++) {
                long window = random.nextInt(2) * HOUR;
                Sums sums = random.nextInt(3) == 0 ? Sums.NONE : sums(random.nextLong(1, 1_000));
                say(window, cohort(random.nextInt(cohorts), letters), random.nextInt(3), sums);
            }
            if (random.nextInt(3) > 0) {
                List<DestinationRow> all = new ArrayList<>();
                rows.forEach(all::add);
                all.stream().filter(row -> random.nextInt(3) > 0).forEach(this::publish);
            }
            commit();
            assertComesBack("seed " + seed + ", commit " + commit);
        }

        rows.takeBefore(2 * HOUR).forEach(of -> of.forEachEntry(SITE, key -> log.add(new Entry(key, null))));
        Predicate<Entry> last = compacted();
        assertThat(log.stream().filter(last).map(Entry::value))
                .as("seed %d: of what was forgotten nothing is left", seed)
                .containsOnlyNulls();
        assertThat(shown(restored(any -> true))).as("seed %d", seed).isEmpty();
    }

    @Test
    void rowsOfAWindowThatClosesGoIntoOneEntryForEachSender() {
        for (int i = 0; i < 20; i++) {
            say(0, cohort(i, 1), i % 2, sums(i + 1));
        }
        rows.of(0).forEach(this::publish);

        assertThat(commit())
                .extracting(Entry::key)
                .containsExactly(
                        DestinationKey.ofWindow(Kind.COUNT_ROWS, SITE, 0, 0),
                        DestinationKey.ofWindow(Kind.COUNT_ROWS, SITE, 0, 1),
                        DestinationKey.ofWindow(Kind.PUBLISHED_ROWS, SITE, 0, 0));
        assertThat(commit()).as("written once").isEmpty();
    }

    @Test
    void aCorrectionOfOneRowOfManyIsAnEntryOfItsOwn() {
        for (int i = 0; i < 20; i++) {
            say(0, cohort(i, 1), 1, sums(1));
        }
        rows.of(0).forEach(this::publish);
        commit();

        say(0, cohort(7, 1), 1, sums(9));
        publish(rows.row(new RowKey(0, cohort(7, 1))));

        RowKey row = new RowKey(0, cohort(7, 1));
        assertThat(commit())
                .extracting(Entry::key)
                .containsExactly(
                        DestinationKey.ofRow(Kind.COUNT_PART, SITE, row, 1),
                        DestinationKey.ofRow(Kind.COUNT_PUBLISHED, SITE, row, 0));
        assertComesBack("after a correction");
    }

    /** The entry of all rows still has it, so that it would come back when removals are gone. */
    @Test
    void aRowThatIsTakenBackIsTakenOutOfTheEntryOfAll() {
        for (int i = 0; i < 20; i++) {
            say(0, cohort(i, 1), 1, sums(1));
        }
        commit();
        say(0, cohort(7, 1), 1, sums(9));
        commit();

        say(0, cohort(7, 1), 1, Sums.NONE);
        List<Entry> written = commit();

        assertThat(written)
                .extracting(Entry::key)
                .containsExactly(
                        DestinationKey.ofRow(Kind.COUNT_PART, SITE, new RowKey(0, cohort(7, 1)), 1),
                        DestinationKey.ofWindow(Kind.COUNT_ROWS, SITE, 0, 1));
        assertThat(written).extracting(entry -> entry.value() == null).containsExactly(true, false);
        rows.of(0).forEach(this::publish);
        commit();
        assertComesBack("taken back");
    }

    @Test
    void whatWouldBeTooLargeForARecordGetsEntriesOfItsOwn() {
        for (int i = 0; i < 5; i++) {
            say(0, cohort(i, 20_000), 1, sums(1));
        }
        rows.of(0).forEach(this::publish);
        commit();
        assertThat(rows.in(0).isTogether(1)).isTrue();
        assertThat(rows.in(0).isPublishedTogether()).isTrue();

        for (int i = 5; i < 20; i++) {
            say(0, cohort(i, 20_000), 1, sums(1));
        }
        say(0, cohort(0, 20_000), 1, Sums.NONE);
        rows.of(0).forEach(this::publish);
        List<Entry> written = commit();

        assertThat(rows.in(0).isTogether(1)).isFalse();
        assertThat(rows.in(0).isPublishedTogether()).isFalse();
        assertThat(written)
                .extracting(entry -> entry.key().kind())
                .containsOnlyOnce(Kind.COUNT_ROWS, Kind.PUBLISHED_ROWS);
        assertThat(written).allMatch(entry -> entry.value() == null || entry.value().length < 30_000);
        assertComesBack("too large");

        say(0, cohort(3, 20_000), 1, Sums.NONE);
        publish(rows.row(new RowKey(0, cohort(3, 20_000))));
        commit();
        assertComesBack("one taken back of those");
    }
}
