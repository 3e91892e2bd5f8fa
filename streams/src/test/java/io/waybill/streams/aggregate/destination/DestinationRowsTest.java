package io.waybill.streams.aggregate.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
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
import org.junit.jupiter.api.Test;

class DestinationRowsTest {

    private static final long HOUR = 3_600_000;
    private static final Cohort A = Cohort.firmware("M", "X", "1");
    private static final Cohort B = Cohort.firmware("M", "X", "2");
    private static final Destination SITE = new Destination("site.com", DestinationKind.SITE);

    private final ByteWriter scratch = new ByteWriter(16);

    private static Sums sums(long connections, String place) {
        return new Sums(
                connections, 1, 20, 30, 4, 5, 2, 1_000, 2_000 + connections, new TreeMap<>(Map.of(place, connections)));
    }

    @Test
    void theSumsAreThoseThatTheSendersSaidLast() {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        DestinationRow row = new DestinationRow(new RowKey(0, A), new WindowRows(0));
        Map<Integer, Sums> said = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            int sender = random.nextInt(200);
            Sums sums =
                    random.nextInt(4) == 0 ? Sums.NONE : sums(random.nextLong(1, 1L << 40), "CN/" + random.nextInt(3));
            row.say(sender, sums, scratch);
            said.put(sender, sums);
            assertThat(row.of(sender)).as("seed %d", seed).isEqualTo(sums);
        }
        said.values().removeIf(Sums::isNone);
        assertThat(row.senders()).containsExactlyInAnyOrderElementsOf(said.keySet());
        said.forEach(
                (sender, sums) -> assertThat(row.of(sender)).as("seed %d", seed).isEqualTo(sums));
        assertThat(row.total()).isEqualTo(said.values().stream().reduce(Sums.NONE, Sums::plus));
    }

    @Test
    void aRowIsNothingWhenNobodySaysAnythingAndNothingWasPublished() {
        DestinationRow row = new DestinationRow(new RowKey(0, A), new WindowRows(0));
        assertThat(row.isNothing()).isTrue();
        row.say(3, sums(1, "DE/1"), scratch);
        assertThat(row.isNothing()).isFalse();
        row.say(3, Sums.NONE, scratch);
        assertThat(row.isNothing()).isTrue();
        assertThat(row.total().isNone()).isTrue();
        row.published(new Published(1, 0));
        assertThat(row.isNothing()).isFalse();
        assertThat(row.published()).isEqualTo(new Published(1, 0));
    }

    @Test
    void rowsAreSortedByWindowAndCohortWhateverTheOrderInWhichTheyCame() {
        DestinationRows rows = new DestinationRows();
        for (RowKey key : List.of(new RowKey(HOUR, B), new RowKey(0, B), new RowKey(HOUR, A), new RowKey(0, A))) {
            assertThat(rows.find(key)).isNull();
            assertThat(rows.row(key)).isSameAs(rows.row(key)).isSameAs(rows.find(key));
        }
        List<RowKey> keys = new ArrayList<>();
        rows.forEach(row -> keys.add(row.key()));
        assertThat(keys).containsExactly(new RowKey(0, A), new RowKey(0, B), new RowKey(HOUR, A), new RowKey(HOUR, B));

        rows.remove(new RowKey(0, A));
        rows.remove(new RowKey(0, A));
        assertThat(rows.of(0)).extracting(DestinationRow::key).containsExactly(new RowKey(0, B));
        assertThat(rows.takeBefore(HOUR).stream().flatMap(of -> of.all().stream()))
                .extracting(DestinationRow::key)
                .containsExactly(new RowKey(0, B));
        assertThat(rows.of(0)).isEmpty();
        rows.remove(new RowKey(HOUR, A));
        rows.remove(new RowKey(HOUR, B));
        assertThat(rows.isEmpty()).isTrue();
    }

    @Test
    void aRowIsFoundAmongMany() {
        long seed = 9;
        SplittableRandom random = new SplittableRandom(seed);
        DestinationRows rows = new DestinationRows();
        Map<RowKey, DestinationRow> expected = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            RowKey key = new RowKey(0, Cohort.firmware("M", "X", "b" + random.nextInt(200)));
            assertThat(rows.find(key)).as("seed %d", seed).isSameAs(expected.get(key));
            DestinationRow row = rows.row(key);
            assertThat(row).isSameAs(expected.computeIfAbsent(key, any -> row));
        }
        assertThat(rows.of(0)).containsExactlyElementsOf(expected.values());
    }

    @Test
    void whatWaitsIsTakenOnceAndARowOfWhichNothingIsLeftGoes() {
        WaitingRows waiting = new WaitingRows(HOUR);
        DestinationState state = new DestinationState(SITE);
        state.row(new RowKey(0, A), 1, sums(1, "DE/1"), scratch);
        state.row(new RowKey(HOUR, A), 1, sums(1, "DE/1"), scratch);
        state.row(new RowKey(HOUR, B), 1, Sums.NONE, scratch);
        waiting.add(0, state);
        waiting.add(HOUR, state);
        assertThat(waiting.left(HOUR - 1)).isZero();
        assertThat(waiting.left(HOUR)).isOne();
        assertThat(waiting.left(2 * HOUR)).isEqualTo(2);

        List<RowKey> taken = new ArrayList<>();
        waiting.take(2 * HOUR, () -> true, (of, row) -> taken.add(row.key()));
        assertThat(taken).containsExactly(new RowKey(0, A), new RowKey(HOUR, A), new RowKey(HOUR, B));
        assertThat(state.rows().find(new RowKey(HOUR, B))).isNull();
        waiting.take(2 * HOUR, () -> true, (of, row) -> taken.add(row.key()));
        assertThat(taken).hasSize(3);

        waiting.add(0, state);
        waiting.add(HOUR, state);
        waiting.forgetBefore(HOUR);
        assertThat(waiting.left(Long.MAX_VALUE)).isOne();
    }
}
