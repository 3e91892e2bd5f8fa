package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.zeek.UidTable.Finding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UidTableTest {

    private static @Nullable String hostOf(UidTable table, long uid) {
        int slot = table.use(uid);
        return slot < 0 ? "absent" : table.host(slot);
    }

    /** One with a name wins over one without, then TLS and QUIC over HTTP over DNS, then the first. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "DNS, -, TLS, a, TLS, a",
                "TLS, a, DNS, -, TLS, a",
                "HTTP, a, TLS, b, TLS, b",
                "TLS, a, HTTP, b, TLS, a",
                "HTTP, a, HTTP, b, HTTP, a",
                "TLS, -, HTTP, b, HTTP, b",
                "HTTP, b, TLS, -, HTTP, b",
                "DNS, -, TLS, -, TLS, -",
                "TLS, -, DNS, -, TLS, -",
                "TLS, -, TLS, b, TLS, b",
                "DNS, -, DNS, b, DNS, b",
                "DNS, a, QUIC, b, QUIC, b",
            })
    void whichFindingWins(
            Finding first,
            @Nullable String host,
            Finding second,
            @Nullable String other,
            Finding kept,
            @Nullable String name) {
        UidTable table = new UidTable(10);
        table.put(1, first, host);
        table.put(1, second, other);
        assertThat(table.finding(table.use(1))).isEqualTo(kept);
        assertThat(table.host(table.use(1))).isEqualTo(name);
    }

    @Test
    void whatWasUsedIsTold() {
        UidTable table = new UidTable(10);
        table.put(1, Finding.TLS, "a");
        table.put(2, Finding.TLS, "b");
        assertThat(table.unused()).isEqualTo(2);
        assertThat(table.find(1)).isNotNegative();
        assertThat(table.isUsedOrAbsent(1)).isFalse();
        table.use(1);
        table.use(1);
        assertThat(table.unused()).isEqualTo(1);
        assertThat(table.isUsedOrAbsent(1)).isTrue();
        assertThat(table.isUsedOrAbsent(3)).isTrue();
    }

    @Test
    void ofFilesWhatComesBehindTheBoundIsCounted() {
        UidTable table = new UidTable(100);
        for (long uid = 1; uid <= 150; uid++) {
            table.put(uid, Finding.TLS, "host" + uid);
        }
        assertThat(table.dropped()).isEqualTo(50);
        assertThat(hostOf(table, 100)).isEqualTo("host100");
        assertThat(hostOf(table, 101)).isEqualTo("absent");
    }

    @Test
    void ofLogsWithoutEndTheOldestIsForgottenUnlessItIsUsed() {
        UidTable table = UidTable.forgetting(100);
        table.put(1, Finding.TLS, "kept");
        for (long uid = 2; uid <= 10_000; uid++) {
            table.put(uid, Finding.TLS, "host" + uid);
            if (uid % 20 == 0) {
                assertThat(hostOf(table, 1)).isEqualTo("kept");
            }
        }
        assertThat(hostOf(table, 10_000)).isEqualTo("host10000");
        assertThat(hostOf(table, 9_960)).isEqualTo("host9960");
        assertThat(hostOf(table, 9_000)).isEqualTo("absent");
        assertThat(table.dropped()).isGreaterThan(9_800);
    }

    /** Beside a map that forgets nothing, as long as the bound is not reached. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holdsWhatAMapHolds(long seed) {
        Random random = new Random(seed);
        UidTable table = new UidTable(1 << 20);
        Map<Long, String> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long uid = 1 + random.nextInt(15_000);
            String host = "host" + random.nextInt(500);
            table.put(uid, Finding.HTTP, host);
            model.putIfAbsent(uid, host);
        }
        model.forEach(
                (uid, host) -> assertThat(hostOf(table, uid)).as("seed " + seed).isEqualTo(host));
        assertThat(table.unused()).isZero();
        assertThat(table.dropped()).isZero();
    }

    @Test
    void aSetOfUidsTellsRepeatsUpToItsBound() {
        UidTable.Seen seen = new UidTable.Seen(5_000);
        for (long uid = 1; uid <= 5_000; uid++) {
            assertThat(seen.add(uid)).isTrue();
        }
        assertThat(seen.add(4_999)).isFalse();
        assertThat(seen.add(6_000)).isTrue();
        assertThat(seen.add(6_000)).as("beyond the bound everything is new").isTrue();
        assertThat(seen.dropped()).isEqualTo(2);
    }

    /** Of 4 in two halves: what is found again comes over from the older half, and nothing is told of it twice. */
    @Test
    void whatIsUsedComesOverFromTheOlderHalf() {
        UidTable table = UidTable.forgetting(4);
        table.put(1, Finding.HTTP, "a");
        table.put(2, Finding.HTTP, null);
        assertThat(table.dropped()).isZero();
        table.put(3, Finding.TLS, "c");
        assertThat(table.dropped()).as("1 and 2 are the older half").isZero();
        table.put(2, Finding.DNS, null);
        assertThat(table.finding(table.find(2)))
                .as("what was known is compared with")
                .isEqualTo(Finding.HTTP);
        assertThat(hostOf(table, 3)).isEqualTo("c");

        assertThat(hostOf(table, 1)).as("comes over, into a new half").isEqualTo("a");
        assertThat(table.dropped()).as("the half it came from is forgotten").isEqualTo(2);
        assertThat(table.find(9)).isEqualTo(-1);
        assertThat(table.use(9)).isEqualTo(-1);
        table.put(1, Finding.TLS, "better");
        assertThat(hostOf(table, 1)).isEqualTo("better");
        assertThat(hostOf(table, 3)).isEqualTo("c");
        table.put(4, Finding.TLS, "d");
        assertThat(hostOf(table, 4)).isEqualTo("d");
        assertThat(hostOf(table, 2)).isEqualTo("absent");
        assertThat(table.dropped()).isEqualTo(4);
    }

    /** The table begins with 1,024 places: this uid stands at the first of them. */
    @Test
    void theFirstPlaceIsOneToo() {
        UidTable table = UidTable.forgetting(4);
        table.put(1_024, Finding.HTTP, "a");
        assertThat(table.use(1_024)).isZero();
        table.put(2, Finding.HTTP, "b");
        table.put(3, Finding.HTTP, "c");

        assertThat(hostOf(table, 1_024)).as("comes over from the older half").isEqualTo("a");
        assertThat(table.host(table.find(2))).as("looked for alone").isEqualTo("b");
    }

    @Test
    void aUidThatNothingIsKnownOfIsNowhere() {
        UidTable table = new UidTable(10);

        assertThat(table.find(1)).isEqualTo(-1);
        assertThat(table.use(1)).isEqualTo(-1);
        table.put(1, Finding.TLS, "a");
        assertThat(table.find(2)).isEqualTo(-1);
        assertThat(table.use(2)).isEqualTo(-1);
        assertThat(UidTable.forgetting(1).use(1)).isEqualTo(-1);
    }

    @Test
    void textsThatDifferHaveOtherBits() {
        Set<Long> met = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            met.add(UidTable.hash("zeek-C" + Integer.toString(i, 36) + "-x"));
        }

        assertThat(met).hasSize(300_000);
    }
}
