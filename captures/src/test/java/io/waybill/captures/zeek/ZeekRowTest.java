package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.AddressParser;
import io.waybill.captures.BadRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single values mean where they lie, between bytes that are none of theirs. */
class ZeekRowTest {

    private static ZeekRow row(ZeekField field, String value) {
        byte[] bytes = ("9" + value + "9").getBytes(StandardCharsets.UTF_8);
        ZeekRow row = new ZeekRow();
        row.reset(bytes);
        row.set(field, 1, bytes.length - 1);
        return row;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "plain, plain",
        "'', ''",
        "a\\x2eb, a.b",
        "\\x2e, .",
        "\\x41\\x42, AB",
        "\\x30\\x01, '0\u0001'",
        "\\xC3\\xa9, \u00e9",
        "\\x2, \\x2",
        "a\\, a\\",
        "\\xg0, \\xg0",
        "\\x0g, \\x0g",
        "\\y2e, \\y2e",
        "ax2e\\, ax2e\\",
        "\\\\x2e, \\.",
    })
    void escapesAreUndoneWhereTheyAreWhole(String value, String text) {
        assertThat(row(ZeekField.QUERY, value).text(ZeekField.QUERY)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, 0",
        "1.9999, 1999",
        "99999999999.999, 99999999999999",
        "100000000000, 100000000000",
        "100000000000.5, 100000000000",
        "253402300799999, 253402300799999",
        "1.4076288005e9, 1407628800500",
        "2014-08-10T00:00:00.500000Z, 1407628800500",
        "2014-08-10T02:00:00+02:00, 1407628800000",
    })
    void timesAreSecondsOrMillisecondsOrText(String value, long millis) throws BadRecordException {
        assertThat(row(ZeekField.TS, value).timeMillis()).isEqualTo(millis);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2014-08-10T, ts: '2014-08-10T' is no time",
        "2014-08-10T00:00:00, ts: '2014-08-10T00:00:00' is no time",
        "1969-12-31T23:59:59Z, ts: -1000 is not between 0 and 253402300799999",
        "253402300800000, ts: 253402300800000 is not between 0 and 253402300799999",
        "2014-08-10, ts: '2014-08-10' is no number of 0 or more",
        "'', ts: '' is no number of 0 or more",
        "-1, ts: '-1' is no number of 0 or more",
    })
    void otherTimesAreRefused(String value, String reason) {
        assertThatThrownBy(() -> row(ZeekField.TS, value).timeMillis())
                .isInstanceOf(BadRecordException.class)
                .hasMessage(reason);
        assertThatThrownBy(() -> row(ZeekField.UID, value).timeMillis()).hasMessage("ts is missing");
        assertThatThrownBy(() -> row(ZeekField.UID, value).ip(ZeekField.ORIG_H)).hasMessage("id.orig_h is missing");
    }

    /** Beyond the plain numbers: signs and exponents, within the same bounds. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "refused",
            value = {
                "+4, 4000",
                "-0, 0",
                "461168601842738e0, 461168601842738000",
                "461168601842739e0, refused",
                "1E-39, 0",
                "1E-40, refused",
                "0E39, 0",
                "0E40, refused",
                "+0.000000000000000000000000000000000000001, 0",
                "+1.00000000000000000000000000000000000000, 1000",
                "+1.000000000000000000000000000000000000000, refused",
                "-1E-3, refused",
                "1E-3, 1",
                "1.5E, refused",
            })
    void oddNumbers(String value, Long thousandths) throws BadRecordException {
        ZeekRow row = row(ZeekField.DURATION, value);

        if (thousandths == null) {
            assertThatThrownBy(() -> row.intervalMillis(ZeekField.DURATION)).isInstanceOf(BadRecordException.class);
        } else {
            assertThat(row.intervalMillis(ZeekField.DURATION)).isEqualTo(thousandths);
        }
    }

    /** Addresses of four numbers are read in their bytes; what comes out is what the parser of texts says. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "1.2.3.4",
                "0.0.0.0",
                "255.255.255.255",
                "009.090.99.199",
                "249.250.251.252",
                "256.1.1.1",
                "1.256.1.1",
                "1.1.1.256",
                "260.1.1.1",
                "1.1.1.999",
                "0001.2.3.4",
                "1.2.3.0004",
                "1..2.3",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4.",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.4%eth0",
                "1.2.3.:",
                "1.2.3./",
                "1:2",
                "::1",
                "fe80::1",
                "",
            })
    void addresses(String text) throws BadRecordException {
        ZeekRow row = row(ZeekField.RESP_H, text);
        byte[] ip = AddressParser.ip(text);

        if (ip == null) {
            assertThatThrownBy(() -> row.ip(ZeekField.RESP_H))
                    .isInstanceOf(BadRecordException.class)
                    .hasMessage("id.resp_h: '" + text + "' is not an IP address");
        } else {
            assertThat(row.ip(ZeekField.RESP_H)).isEqualTo(ip);
        }
    }

    @Test
    void wordsAreExact() {
        ZeekRow row = row(ZeekField.PROTO, "tcp");

        assertThat(row.is(ZeekField.PROTO, "tcp")).isTrue();
        assertThat(row.isAny(ZeekField.PROTO, "udp", "tcp")).isTrue();
        assertThat(row.isAny(ZeekField.PROTO, "tc", "tcp9", "tcx", "xcp", "9tc"))
                .isFalse();
        assertThat(row.is(ZeekField.SERVICE, "tcp")).isFalse();
        assertThat(row(ZeekField.ESTABLISHED, "T").isTrue(ZeekField.ESTABLISHED))
                .isTrue();
        assertThat(row(ZeekField.ESTABLISHED, "true").isTrue(ZeekField.ESTABLISHED))
                .isTrue();
        assertThat(row(ZeekField.ESTABLISHED, "F").isTrue(ZeekField.ESTABLISHED))
                .isFalse();
    }

    /** What stands behind a value is none of it, whether that is a T or the end of the buffer. */
    @Test
    void valuesAtTheEdgesOfTheBuffer() throws BadRecordException {
        ZeekRow row = new ZeekRow();
        row.reset("tcp.........1407628800T1.5".getBytes(StandardCharsets.UTF_8));
        row.set(ZeekField.PROTO, 0, 3);
        row.set(ZeekField.TS, 12, 22);
        assertThat(row.is(ZeekField.PROTO, "tcp")).isTrue();
        assertThat(row.text(ZeekField.PROTO)).isEqualTo("tcp");
        assertThat(row.texts(ZeekField.PROTO)).containsExactly("tcp");
        assertThat(row.timeMillis()).isEqualTo(1_407_628_800_000L);
        row.set(ZeekField.TS, 23, 26);
        assertThat(row.timeMillis()).isEqualTo(1_500);
    }

    @Test
    void aCopyKeepsTheValuesAndNothingElse() {
        byte[] line = "1.5\tuid\t10.0.0.5\trest".getBytes(StandardCharsets.UTF_8);
        ZeekRow row = new ZeekRow();
        row.reset(line);
        row.set(ZeekField.ORIG_H, 8, 16);
        row.set(ZeekField.UID, 4, 7);
        row.set(ZeekField.QUERY, 9, 9);
        long uid = row.uidHash();

        ZeekRow copy = row.copy();
        Arrays.fill(line, (byte) 'x');
        row.reset(new byte[0]);

        assertThat(copy.fields()).containsExactly(ZeekField.UID, ZeekField.ORIG_H, ZeekField.QUERY);
        assertThat(copy.text(ZeekField.UID)).isEqualTo("uid");
        assertThat(copy.text(ZeekField.ORIG_H)).isEqualTo("10.0.0.5");
        assertThat(copy.text(ZeekField.QUERY)).isEmpty();
        assertThat(copy.uidHash()).isEqualTo(uid);
        assertThat(copy.buffer()).hasSize(12);
        assertThat(row.copy().fields()).isEmpty();
    }

    /** A name goes to the wrong connection where two uids have the same bits. */
    @Test
    void uidsThatDifferHaveOtherBits() {
        Set<Long> met = new HashSet<>();
        String uid = "CHhAvVGS1DHFjwGM9c";
        int uids = 0;
        for (int length = 1; length <= uid.length(); length++) {
            for (char last = '0'; last <= 'z'; last++) {
                met.add(row(ZeekField.UID, uid.substring(0, length - 1) + last).uidHash());
                uids++;
            }
        }
        for (int i = 0; i < 300_000; i++) {
            met.add(row(ZeekField.UID, "C" + Integer.toString(i, 36) + "FjwGM9c")
                    .uidHash());
            uids++;
        }

        assertThat(met).hasSize(uids);
    }
}
