package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Transport;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal alone: where chunks begin, when they are removed, and that what was done is done again from any versions of them. */
class JournalStepsTest {

    private static final long DAY = 86_400_000L;

    /** An entry of the changelog. */
    private record Entry(long chunk, byte @Nullable [] bytes) {}

    /** A journal, what was done, and everything written, as in a topic that is not compacted. */
    private static final class Written {
        private final List<List<?>> steps = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private final Map<String, DeviceState> devices = new HashMap<>();
        private final Map<Integer, FarEnd> farEnds = new HashMap<>();
        private Journal journal = new Journal();

        private DeviceState device(String id) {
            return devices.computeIfAbsent(id, any -> new DeviceState(id, new HashMap<>(), new BoundHits()));
        }

        /** The time is the window. */
        void row(String device, int farEnd, boolean toOther, long time, int bytes) {
            FarEnd with = farEnds.computeIfAbsent(farEnd, JournalStepsTest::farEnd);
            String body = "b".repeat(bytes);
            journal.row(device(device), with, toOther, time, time, new ByteWriter(16).raw(body.getBytes(), 0, bytes));
            steps.add(List.of("row", device, with, toOther, time, body));
        }

        void row(long time) {
            row("d", 0, false, time, 10);
        }

        void fold(String device, int farEnd) {
            journal.fold(device(device), farEnd(farEnd).destination());
            steps.add(List.of("fold", device, farEnd(farEnd).destination()));
        }

        void forget(String device) {
            journal.forget(device(device));
            steps.add(List.of("forget", device));
        }

        /** The chunks that are written, in order; negative where they are removed (of chunk 0, -100). */
        List<Long> commit() {
            int before = entries.size();
            journal.writeChanges((key, value) -> {
                BookKey read = BookKey.read(key);
                assertThat(read.kind()).isEqualTo(BookKey.Kind.CHUNK);
                entries.add(new Entry(read.number(), value));
            });
            return entries.subList(before, entries.size()).stream()
                    .map(each -> each.bytes() != null ? each.chunk() : each.chunk() == 0 ? -100 : -each.chunk())
                    .toList();
        }

        List<Long> forgetBefore(long window) {
            journal.forgetBefore(window);
            return commit();
        }

        /** The newest version of each chunk, as in a compacted topic. */
        List<Entry> compacted() {
            Map<Long, Entry> newest = new LinkedHashMap<>();
            entries.forEach(each -> {
                newest.remove(each.chunk());
                newest.put(each.chunk(), each);
            });
            return List.copyOf(newest.values());
        }

        void restart() {
            journal = new Journal();
            devices.clear();
            farEnds.clear();
            Again.of(entries, journal);
            journal.ready();
        }
    }

    /** Takes steps back. */
    private static final class Again implements JournalReader.Taker {
        private final List<List<?>> steps = new ArrayList<>();

        static List<List<?>> of(List<Entry> entries, Journal journal) {
            Again again = new Again();
            JournalReader reader = new JournalReader(again);
            for (Entry entry : entries) {
                byte[] bytes = entry.bytes();
                if (bytes == null) {
                    journal.removed(entry.chunk());
                } else {
                    reader.read(entry.chunk(), bytes, journal);
                }
            }
            return again.steps;
        }

        @Override
        public DeviceState device(String id) {
            return new DeviceState(id, new HashMap<>(), new BoundHits());
        }

        @Override
        public long row(DeviceState device, FarEnd farEnd, boolean toOther, long time, byte[] body, int from, int to) {
            steps.add(List.of("row", device.id(), farEnd, toOther, time, new String(body, from, to - from)));
            return time;
        }

        @Override
        public void fold(DeviceState device, Destination destination) {
            steps.add(List.of("fold", device.id(), destination));
        }

        @Override
        public void forget(DeviceState device) {
            steps.add(List.of("forget", device.id()));
        }
    }

    /** Another for each number, some without name, address and so on. */
    private static FarEnd farEnd(int number) {
        boolean bare = number % 2 == 1;
        return new FarEnd(
                new Destination("site-" + number, number % 3 == 0 ? DestinationKind.LOCAL : DestinationKind.SITE),
                new Endpoint(
                        bare ? null : "www.site-" + number,
                        bare ? null : new byte[] {1, 2, 3, (byte) number},
                        bare ? 0 : 443,
                        bare ? Transport.UDP : Transport.TCP,
                        bare ? null : "tls",
                        number % 4 == 2 ? "com.app" : null,
                        bare ? "DE" : null,
                        bare ? 4_200_000_000L : 0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whatWasDoneIsDoneAgain(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Written written = new Written();
        for (int i = 0; i < 600; i++) {
            String device = "device-" + random.nextInt(5);
            int farEnd = random.nextInt(12);
            switch (random.nextInt(12)) {
                case 0 -> written.fold(device, farEnd);
                case 1 -> written.forget(device);
                case 2 -> written.commit();
                case 3 -> {
                    if (random.nextInt(10) == 0) {
                        written.commit();
                        written.restart();
                    }
                }
                default ->
                    written.row(device, farEnd, random.nextBoolean(), random.nextLong(2 * DAY), random.nextInt(2_000));
            }
        }
        written.commit();

        assertThat(Again.of(written.entries, new Journal())).as("seed %d", seed).isEqualTo(written.steps);
        assertThat(Again.of(written.compacted(), new Journal()))
                .as("seed %d", seed)
                .isEqualTo(written.steps);
        assertThat(written.compacted()).as("several chunks").hasSizeGreaterThan(5);
    }

    /** Bytes of a row's body with which the first chunk has this size. */
    private static int bodyFor(int size) {
        Written trial = new Written();
        trial.row("d", 0, false, 0, size - 200);
        trial.commit();
        return size - 200 + size - trial.entries.get(0).bytes().length;
    }

    /** Bytes of a row behind one of the same device and far end. */
    private static int furtherRow() {
        Written trial = new Written();
        trial.row("d", 0, false, 0, 100);
        trial.row(0);
        trial.commit();
        Written one = new Written();
        one.row("d", 0, false, 0, 100);
        one.commit();
        return trial.entries.get(0).bytes().length - one.entries.get(0).bytes().length;
    }

    @ParameterizedTest(name = "{0} bytes in commits of their own: {1}, in one: {2}")
    @CsvSource({"16383, 0, 0", "16384, 1, 0", "LARGEST, 1, 0", "LARGER, 1, 0 1"})
    void aChunkIsEndedByItsSize(String named, String apart, String together) {
        int size = switch (named) {
            case "LARGEST" -> Journal.LARGE_BYTES - furtherRow();
            case "LARGER" -> Journal.LARGE_BYTES - furtherRow() + 1;
            default -> Integer.parseInt(named);
        };
        Written first = new Written();
        first.row("d", 0, false, 0, bodyFor(size));
        assertThat(first.commit()).containsExactly(0L);
        assertThat(first.entries.get(0).bytes()).hasSize(size);
        first.row(0);
        assertThat(first.commit()).hasToString("[" + apart + "]");
        assertThat(first.commit()).as("nothing new").isEmpty();

        Written second = new Written();
        second.row("d", 0, false, 0, bodyFor(size));
        second.row(0);
        assertThat(second.commit()).hasToString("[" + together.replace(" ", ", ") + "]");
    }

    @ParameterizedTest(name = "windows {0} and {1}, committed between: {3}, then {2}: chunk {4}")
    @CsvSource({
        "5, 5, 86400004, true, 0",
        "5, 5, 86400005, true, 1",
        "5, 86400004, 86400005, true, 1",
        "86400004, 5, 86400005, true, 1",
        "5, 5, 86400005, false, 0",
        "86400005, 86400005, 5, true, 0"
    })
    void aChunkIsNotGoneOnWithOverMoreThanADay(long first, long second, long third, boolean committed, long chunk) {
        Written written = new Written();
        written.row(first);
        written.row(second);
        if (committed) {
            written.commit();
        }
        written.row(third);

        assertThat(written.commit()).containsExactly(chunk);
        assertThat(Again.of(written.entries, new Journal())).isEqualTo(written.steps);
    }

    @ParameterizedTest(name = "windows {0} and {1}, before {2}, first committed: {3}")
    @CsvSource({
        "5, 9, 9, true, []",
        "5, 9, 9, false, [0]",
        "9, 5, 9, true, []",
        "5, 9, 10, true, [-100]",
        "9, 5, 10, true, [-100]",
        "9, 5, 10, false, [-100]"
    })
    void aChunkIsRemovedWithTheNewestOfItsWindows(
            long first, long second, long before, boolean committed, String entries) {
        Written written = new Written();
        written.row(first);
        written.row(second);
        if (committed) {
            written.commit();
        }

        assertThat(written.forgetBefore(before)).hasToString(entries);
        assertThat(written.forgetBefore(before)).as("once").isEmpty();
        written.row(20);
        assertThat(written.commit()).as("goes on behind it").containsExactly(entries.equals("[-100]") ? 1L : 0L);
    }

    @Test
    void aChunkThatNewerRowsCameToIsNotRemoved() {
        Written written = new Written();
        written.row(5);
        written.commit();
        written.row(20);

        assertThat(written.forgetBefore(10)).containsExactly(0L);
        assertThat(Again.of(written.entries, new Journal())).isEqualTo(written.steps);
    }

    /** Else a device that was forgotten, or a destination that made room, would be back after the next start. */
    @ParameterizedTest(name = "{0}, started again: {1}")
    @CsvSource({"fold, false", "fold, true", "forget, false", "forget, true"})
    void whatWasDoneToRowsStaysAsLongAsTheyDo(String step, boolean startedAgain) {
        Written written = new Written();
        written.row("d", 0, false, 100, 16 << 10);
        written.commit();
        if (step.equals("fold")) {
            written.fold("d", 0);
        } else {
            written.forget("d");
        }
        assertThat(written.commit()).containsExactly(1L);
        if (startedAgain) {
            written.restart();
        }

        assertThat(written.forgetBefore(100)).isEmpty();
        assertThat(written.forgetBefore(101)).containsExactly(-100L, -1L);
        written.row(200);
        assertThat(written.commit()).containsExactly(2L);
    }

    /** Numbers begin anew when all chunks were removed; a topic still has the old ones until it is compacted. */
    @Test
    void aNumberThatComesAgainIsAnotherChunk() {
        Written written = new Written();
        written.restart();
        written.row("d", 0, false, 100, 10);
        assertThat(written.commit()).containsExactly(1L);
        assertThat(written.forgetBefore(200)).containsExactly(-1L);
        written.restart();
        written.row("e", 1, true, 300, 11);
        assertThat(written.commit()).containsExactly(1L);

        assertThat(Again.of(written.entries, new Journal())).isEqualTo(written.steps);
    }

    @Test
    void aRestartGoesOnBehindAllChunks() {
        Written written = new Written();
        for (int i = 0; i < 3; i++) {
            written.row("d", i, false, 100, 16 << 10);
            assertThat(written.commit()).containsExactly((long) i);
        }
        written.journal.ready();
        written.row("d", 0, false, 100, 10);
        assertThat(written.commit()).as("a book that was in use").containsExactly(4L);
        written.restart();
        written.row("d", 0, false, 100, 10);
        assertThat(written.commit()).containsExactly(5L);
        assertThat(Again.of(written.entries, new Journal())).isEqualTo(written.steps);
    }

    @Test
    void whatWasNotWrittenIsNotWrittenAfterARestart() {
        Written written = new Written();
        written.row("d", 0, false, 100, 300 << 10);
        written.row("d", 0, false, 100, 10);
        written.journal.ready();

        assertThat(written.commit()).isEmpty();
    }

    @Test
    void anOldChunkCannotGoOn() {
        Written written = new Written();
        written.row(1);
        written.commit();
        written.row(2);
        written.commit();
        Entry first = written.entries.get(0);
        Entry other = new Entry(7, first.bytes());

        assertThat(Again.of(List.of(first, other, first, other), new Journal()))
                .as("nothing new")
                .containsExactly(written.steps.get(0), written.steps.get(0));
        assertThatThrownBy(() -> Again.of(List.of(first, other, written.entries.get(1)), new Journal()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("chunk 0 goes on after another was begun");
    }
}
