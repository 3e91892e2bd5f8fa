package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.ConnectionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is packed is what is read, in the order of arrival. */
class ContactLogTest {

    private static final long T = 1_772_409_600_000L;

    private final SourceTable sources = new SourceTable();
    private final RowCodec codec = new RowCodec(sources);
    private final ContactLog log = new ContactLog();
    private final ByteWriter scratch = new ByteWriter(16);

    /** A row as a test knows it. */
    private record Row(
            long time, int endpoint, String id, long sent, long received, Outcome outcome, List<String> leaks) {}

    private Row append(DeviceConnection event, int endpoint) {
        ConnectionView view = ConnectionView.of(event);
        ByteWriter body = new ByteWriter(64);
        codec.write(view, body);
        byte[] bytes = body.toBytes();
        log.append(view.time(), endpoint, hash(event.getEventId()), bytes, 0, bytes.length, scratch);
        return new Row(
                view.time(),
                endpoint,
                event.getEventId(),
                event.getBytesSent(),
                event.getBytesReceived(),
                event.getOutcome(),
                event.getLeaks());
    }

    private static long hash(String id) {
        return id.hashCode() & 0xffffffffL;
    }

    private Row row(ContactRow row) {
        return new Row(
                row.time(),
                row.endpoint(),
                row.event("phone").eventId(),
                row.bytesSent(),
                row.bytesReceived(),
                row.outcome(),
                row.leaks());
    }

    private List<Row> rows(ContactLog of) {
        ContactRow row = new ContactRow(sources);
        ContactLog.Cursor cursor = of.new Cursor(row);
        List<Row> rows = new ArrayList<>();
        while (cursor.next()) {
            rows.add(row(row));
        }
        return rows;
    }

    private static DeviceConnection event(SplittableRandom random, int i) {
        return DeviceConnection.newBuilder()
                .setEventId(random.nextInt(3) == 0 ? "x".repeat(random.nextInt(1, 400)) + i : "0123456789abcdef-" + i)
                .setDeviceId("phone")
                .setTime(Instant.ofEpochMilli(T + random.nextLong(-1L << 40, 1L << 40)))
                .setTransport(Transport.TCP)
                .setRemotePort(443)
                .setBytesSent(random.nextLong(1L << random.nextInt(1, 62)))
                .setBytesReceived(random.nextLong(1L << random.nextInt(1, 62)))
                .setOutcome(Outcome.values()[random.nextInt(4)])
                .setLeaks(random.nextInt(5) == 0 ? List.of("IMEI", "MAC") : List.of())
                .setCapture("capture-" + random.nextInt(3))
                .setPosition(i)
                .build();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20_261_126})
    void rows_come_back_as_they_came(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Row> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            expected.add(append(event(random, i), random.nextInt(1 << random.nextInt(1, 30))));
        }

        assertThat(rows(log)).isEqualTo(expected);
        assertThat(log.rows()).isEqualTo(500);
    }

    /** A row of 255 bytes and more has a longer header. */
    @Test
    void a_long_row_and_a_short_one_stand_side_by_side() {
        SplittableRandom random = new SplittableRandom(7);
        List<Row> expected = new ArrayList<>();
        for (int length : new int[] {1, 200, 230, 240, 250, 260, 1_000, 70_000, 1}) {
            DeviceConnection event = event(random, length);
            event.setEventId("y".repeat(length));
            expected.add(append(event, 3));
        }

        assertThat(rows(log)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void a_row_is_read_at_its_offset_with_its_time(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> offsets = new ArrayList<>();
        List<Row> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            offsets.add(log.end());
            expected.add(append(event(random, i), i));
        }
        ContactRow row = new ContactRow(sources);
        for (int i = 99; i >= 0; i--) {
            log.readAt(offsets.get(i), expected.get(i).time(), row);

            assertThat(row(row)).isEqualTo(expected.get(i));
        }
    }

    /** Sixteen bits of the hash: a row that is there is never denied; of those that are not, few are not. */
    @Test
    void a_row_that_is_there_may_be_there() {
        SplittableRandom random = new SplittableRandom(8);
        List<Integer> offsets = new ArrayList<>();
        List<Row> kept = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            offsets.add(log.end());
            kept.add(append(event(random, i), i));
        }
        for (int i = 0; i < 50; i++) {
            assertThat(log.mayHold(0, hash(kept.get(i).id()))).isTrue();
            assertThat(log.mayHold(offsets.get(i), hash(kept.get(i).id()))).isTrue();
        }
        long wrong = 0;
        for (int i = 0; i < 10_000; i++) {
            wrong += log.mayHold(0, random.nextLong()) ? 1 : 0;
        }
        assertThat(wrong).as("of 10,000 strangers, 50 in 65,536 each").isLessThan(60);
        assertThat(log.mayHold(log.end(), hash(kept.get(0).id())))
                .as("behind the last row")
                .isFalse();
    }

    @Test
    void rows_that_were_taken_are_gone_and_new_ones_begin_anew() {
        SplittableRandom random = new SplittableRandom(9);
        List<Row> first = List.of(append(event(random, 1), 1), append(event(random, 2), 2));

        ContactLog taken = log.take();

        assertThat(rows(taken)).isEqualTo(first);
        assertThat(taken.rows()).isEqualTo(2);
        assertThat(log.rows()).isZero();
        assertThat(log.end()).isZero();
        assertThat(rows(log)).isEmpty();
        Row next = append(event(random, 3), 3);
        assertThat(rows(log)).containsExactly(next);
        assertThat(rows(taken)).isEqualTo(first);
    }
}
