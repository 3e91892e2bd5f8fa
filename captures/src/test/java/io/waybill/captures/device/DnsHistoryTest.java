package io.waybill.captures.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsHistoryTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private static byte[] ip(int last) {
        return new byte[] {1, 1, (byte) (last >> 8), (byte) last};
    }

    /** An answer holds for its time to live, at least five minutes, at most a day, and not before it came. */
    @ParameterizedTest
    @CsvSource({
        "60, -1, false", "60, 0, true", "60, 300000, true", "60, 300001, false",
        "3600, 3600000, true", "3600, 3600001, false", "999999, 86400000, true", "999999, 86400001, false"
    })
    void holds(long ttlSeconds, long afterMillis, boolean known) {
        DnsHistory dns = new DnsHistory(10, 100);
        dns.learn("phone", ip(1), "a.example.com", DAY, ttlSeconds * 1_000);
        assertThat(dns.nameOf("phone", ip(1), DAY + afterMillis) != null).isEqualTo(known);
    }

    @Test
    void aDevicesNamesAreItsOwn() {
        DnsHistory dns = new DnsHistory(10, 100);
        assertThat(dns.nameOf("one", ip(1), 1)).isNull();
        dns.learn("one", ip(1), "a.example.com", 0, MINUTE);
        assertThat(dns.nameOf("other", ip(1), 1)).isNull();
        assertThat(dns.nameOf("one", ip(2), 1)).isNull();
        assertThat(dns.nameOf("one", ip(1), 1)).isEqualTo("a.example.com");
    }

    @Test
    void theLastAnswerBeforeTheConnectionCountsInWhateverOrderTheyWereRead() {
        DnsHistory dns = new DnsHistory(10, 100);
        dns.learn("phone", ip(1), "later.example.com", 10 * MINUTE, MINUTE);
        dns.learn("phone", ip(1), "earlier.example.com", 0, MINUTE);
        assertThat(dns.nameOf("phone", ip(1), MINUTE)).isEqualTo("earlier.example.com");
        assertThat(dns.nameOf("phone", ip(1), 11 * MINUTE)).isEqualTo("later.example.com");
        dns.learn("phone", ip(1), "second.example.com", 10 * MINUTE, MINUTE);
        assertThat(dns.nameOf("phone", ip(1), 11 * MINUTE))
                .as("of two at once the one read last")
                .isEqualTo("second.example.com");
    }

    @Test
    void ofFilesWhatComesBehindTheBoundsIsNotTakenAndCounted() {
        DnsHistory dns = new DnsHistory(2, 3);
        dns.learn("one", ip(1), "a.example.com", 0, MINUTE);
        dns.learn("one", ip(2), "b.example.com", 0, MINUTE);
        dns.learn("one", ip(3), "c.example.com", 0, MINUTE);
        assertThat(dns.dropped()).as("more addresses than a device may have").isEqualTo(1);
        dns.learn("two", ip(1), "a.example.com", 0, MINUTE);
        dns.learn("two", ip(2), "b.example.com", 0, MINUTE);
        assertThat(dns.dropped()).as("more than there may be in all").isEqualTo(2);
        assertThat(dns.nameOf("one", ip(1), 1)).isEqualTo("a.example.com");
        assertThat(dns.nameOf("two", ip(2), 1)).isNull();
    }

    @Test
    void ofFeedsWithoutEndTheOldestAreForgottenAndCounted() {
        DnsHistory dns = DnsHistory.forgetting(1_000, 10);
        for (int i = 0; i < 100; i++) {
            dns.learn("phone", ip(i), "host" + i + ".example.com", i, MINUTE);
        }
        assertThat(dns.nameOf("phone", ip(99), 100)).isEqualTo("host99.example.com");
        assertThat(dns.nameOf("phone", ip(94), 100)).as("in the older half").isEqualTo("host94.example.com");
        assertThat(dns.nameOf("phone", ip(80), 100)).isNull();
        assertThat(dns.dropped()).isBetween(85L, 95L);
    }

    /** One answer per name while they overlap, whichever was read first; an address holds many. */
    @Test
    void answersOfOneAddressStandInOrderOfTime() {
        DnsHistory dns = new DnsHistory(10, 8);
        for (int hour : new int[] {5, 1, 3, 0, 4, 2}) {
            dns.learn("phone", ip(1), "host" + hour, hour * 60 * MINUTE, 60 * MINUTE);
        }
        for (int hour = 0; hour < 6; hour++) {
            assertThat(dns.nameOf("phone", ip(1), hour * 60 * MINUTE)).isEqualTo("host" + hour);
            assertThat(dns.nameOf("phone", ip(1), (hour + 1) * 60 * MINUTE - 1)).isEqualTo("host" + hour);
        }
        assertThat(dns.nameOf("phone", ip(1), 6 * 60 * MINUTE)).isEqualTo("host5");
        assertThat(dns.nameOf("phone", ip(1), 6 * 60 * MINUTE + 1)).isNull();
        dns.learn("phone", ip(1), "host5", 6 * 60 * MINUTE, 60 * MINUTE);
        dns.learn("phone", ip(1), "host5", 6 * 60 * MINUTE, 10 * MINUTE);
        assertThat(dns.nameOf("phone", ip(1), 7 * 60 * MINUTE))
                .as("an answer repeated holds on")
                .isEqualTo("host5");
        dns.learn("phone", ip(1), "host5", 7 * 60 * MINUTE + 1, MINUTE);
        assertThat(dns.dropped()).as("the seventh of eight").isZero();
        dns.learn("phone", ip(1), "host6", 8 * 60 * MINUTE, MINUTE);
        assertThat(dns.dropped()).isZero();
        dns.learn("phone", ip(1), "host7", 9 * 60 * MINUTE, MINUTE);
        assertThat(dns.dropped()).isEqualTo(1);
        assertThat(dns.nameOf("phone", ip(1), 9 * 60 * MINUTE)).isNull();
    }

    @Test
    void ofTwoHalvesTheOlderOneIsForgottenWhole() {
        DnsHistory dns = DnsHistory.forgetting(2, 4);
        dns.learn("phone", ip(1), "a", 0, MINUTE);
        dns.learn("phone", ip(2), "b", 0, MINUTE);
        dns.learn("phone", ip(3), "c", 0, MINUTE);
        assertThat(dns.dropped()).as("the bound of a device is one of a half").isZero();
        assertThat(dns.nameOf("phone", ip(1), 1)).isEqualTo("a");
        dns.learn("phone", ip(1), "newer", 0, MINUTE);
        assertThat(dns.nameOf("phone", ip(1), 1)).isEqualTo("newer");
        dns.learn("phone", ip(4), "d", 0, MINUTE);
        assertThat(dns.dropped()).isEqualTo(2);
        assertThat(dns.nameOf("phone", ip(2), 1)).isNull();
        assertThat(dns.nameOf("phone", ip(3), 1)).isEqualTo("c");
        DnsHistory one = DnsHistory.forgetting(2, 1);
        one.learn("phone", ip(1), "a", 0, MINUTE);
        assertThat(one.nameOf("phone", ip(1), 1)).as("one at least").isEqualTo("a");
    }
}
