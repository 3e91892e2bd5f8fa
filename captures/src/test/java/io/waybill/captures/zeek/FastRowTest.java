package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.InputProblem;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.ReadContext;
import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading rows in their bytes gives what reading them with strings and decimals gives. */
class FastRowTest {

    private static final String[] TITLES = {
        "ts",
        "uid",
        "id.orig_h",
        "id.orig_p",
        "id.resp_h",
        "id.resp_p",
        "proto",
        "duration",
        "orig_bytes",
        "resp_bytes",
        "conn_state",
        "orig_pkts",
        "resp_pkts"
    };

    static LongStream seeds() {
        return LongStream.range(1, 21);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rows_say_what_the_slow_reading_says(long seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder log =
                new StringBuilder("#separator \\x09\n#unset_field\t-\n#empty_field\t(empty)\n#path\tconn\n");
        log.append("#fields\t").append(String.join("\t", TITLES)).append('\n');
        List<SlowRow> slow = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String line = line(random, i);
            log.append(line).append('\n');
            SlowRow row = new SlowRow(TITLES, line);
            if (row.thousandths("duration") != null && row.whole("orig_bytes") != null) {
                slow.add(row);
            }
        }
        List<DeviceConnection> events = new ArrayList<>();
        List<InputProblem> problems = new ArrayList<>();
        byte[] bytes = log.toString().getBytes(StandardCharsets.UTF_8);

        new ZeekFormat()
                .read(
                        List.of(new CaptureInput("conn.log", bytes.length, () -> new ByteArrayInputStream(bytes))),
                        new ReadContext(
                                Inventory.EMPTY.addressBook(),
                                KnownIdentifiers.NONE,
                                events::add,
                                problems::add,
                                DecodeSettings.DEFAULTS));

        assertThat(events).hasSize(slow.size());
        assertThat(problems).hasSize(500 - slow.size());
        for (int i = 0; i < events.size(); i++) {
            assertThat(told(events.get(i))).isEqualTo(told(slow.get(i)));
        }
    }

    private static String line(Random random, int number) {
        String local = "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + (1 + random.nextInt(254));
        String remote = "203.0." + random.nextInt(256) + "." + random.nextInt(256);
        return String.join(
                "\t",
                1_700_000_000 + number + fraction(random),
                "C" + Long.toString(random.nextLong() >>> 1, 36) + "x".repeat(random.nextInt(12)) + number,
                local,
                Integer.toString(random.nextInt(65_536)),
                remote,
                Integer.toString(random.nextInt(65_536)),
                "tcp",
                number(random),
                number(random),
                random.nextInt(5) == 0 ? "-" : Integer.toString(random.nextInt(1 << random.nextInt(31))),
                List.of("SF", "S0", "REJ", "RSTO", "RSTRH", "SHR", "S3", "RSTOS0")
                        .get(random.nextInt(8)),
                Integer.toString(random.nextInt(100)),
                Integer.toString(random.nextInt(100)));
    }

    private static String fraction(Random random) {
        int digits = random.nextInt(8);
        StringBuilder text = new StringBuilder(digits == 0 ? "" : ".");
        random.ints(digits, 0, 10).forEach(text::append);
        return text.toString();
    }

    /** Mostly a number; now and then one that is written oddly, too large, or none. */
    private static String number(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> "-";
            case 1 -> "(empty)";
            case 2 ->
                List.of("1e3", "2.5E2", "1.e1", "7.", "0.0001", "00012", "+4").get(random.nextInt(7));
            case 3 ->
                List.of("x", "-1", "1..2", "1.2.3", "1.23x", "99999999999999999999", "1,5", "NaN")
                        .get(random.nextInt(8));
            case 4 -> Long.toString(random.nextLong(Long.MAX_VALUE / 20_000));
            default -> random.nextInt(1 << random.nextInt(31)) + fraction(random);
        };
    }

    private static String told(DeviceConnection event) {
        return String.join(
                " ",
                event.getEventId(),
                Long.toString(event.getTime().toEpochMilli()),
                event.getDeviceId(),
                Integer.toString(event.getRemotePort()),
                Long.toString(event.getDurationMs()),
                Long.toString(event.getBytesSent()),
                Long.toString(event.getBytesReceived()),
                event.getOutcome().name());
    }

    private static String told(SlowRow row) {
        String state = row.text("conn_state");
        return String.join(
                " ",
                "zeek-" + row.text("uid"),
                text(row.thousandths("ts")),
                "unknown-" + row.text("id.orig_h"),
                text(row.whole("id.resp_p")),
                text(row.thousandths("duration")),
                text(row.whole("orig_bytes")),
                text(row.whole("resp_bytes")),
                switch (String.valueOf(state)) {
                    case "SF", "S3", "RSTO" -> "ESTABLISHED";
                    case "S0", "RSTOS0" -> "UNANSWERED";
                    case "REJ", "RSTRH" -> "REJECTED";
                    default -> "UNKNOWN";
                });
    }

    private static String text(@Nullable Long value) {
        return String.valueOf(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "00000000000000000007, 7000",
        "99999999999999, 99999999999999000",
        "461168601842738, 461168601842738000",
        "1.9999, 1999",
        "1., 1000",
        "1.5e2, 150000",
        "0.0004, 0",
        "12.3, 12300"
    })
    void numbers_are_cut_off_at_thousandths(String text, long thousandths) throws BadRecordException {
        ZeekRow row = row(text);

        assertThat(row.intervalMillis(ZeekField.DURATION)).isEqualTo(thousandths);
        assertThat(row.count(ZeekField.DURATION)).isEqualTo(thousandths / 1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".x", "1.x", "1.2x", "1x", "-3", "1.2.3", "461168601842739", "1e30", "0x10", " 1"})
    void what_is_no_number_is_refused_whole_or_not(String text) {
        ZeekRow row = row(text);

        assertThatThrownBy(() -> row.intervalMillis(ZeekField.DURATION)).isInstanceOf(BadRecordException.class);
        assertThatThrownBy(() -> row.count(ZeekField.DURATION)).isInstanceOf(BadRecordException.class);
    }

    @Test
    void uids_hash_by_their_bytes_alone() {
        ZeekRow row = new ZeekRow();
        row.reset("..CHhAvVGS1DHFjwGM9..".getBytes(StandardCharsets.US_ASCII));
        row.set(ZeekField.UID, 2, 19);
        long there = row.uidHash();
        row.reset("CHhAvVGS1DHFjwGM9".getBytes(StandardCharsets.US_ASCII));
        row.set(ZeekField.UID, 0, 17);
        assertThat(row.uidHash()).isEqualTo(there);
        row.reset("CHhAvVGS1DHFjwGM8".getBytes(StandardCharsets.US_ASCII));
        row.set(ZeekField.UID, 0, 17);
        assertThat(row.uidHash()).isNotEqualTo(there);
    }

    private static ZeekRow row(String duration) {
        byte[] bytes = duration.getBytes(StandardCharsets.US_ASCII);
        ZeekRow row = new ZeekRow();
        row.reset(bytes);
        row.set(ZeekField.DURATION, 0, bytes.length);
        return row;
    }
}
