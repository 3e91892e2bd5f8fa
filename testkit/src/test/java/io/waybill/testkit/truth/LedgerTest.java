package io.waybill.testkit.truth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {

    private static Ledger ledger() {
        Ledger ledger = new Ledger();
        ledger.note("beacon", "phone-2", 30);
        ledger.note("beacon", "phone-1", 10);
        ledger.note("beacon", "phone-1", 20);
        ledger.note("leak", "phone-3", 5);
        ledger.note("", "phone-4", 1);
        return ledger;
    }

    @Test
    void countsEveryEventAndKeepsThoseOfTheStory() {
        Ledger ledger = ledger();

        assertThat(ledger.events()).isEqualTo(5);
        assertThat(ledger.devices("beacon")).containsExactly("phone-1", "phone-2");
        assertThat(ledger.devices("leak")).containsExactly("phone-3");
        assertThat(ledger.devices("")).isEmpty();
        assertThat(ledger.devices("another")).isEmpty();
    }

    @ParameterizedTest(name = "{0} of {1} from {2} to {3}: {4}")
    @CsvSource({
        "beacon, phone-1, 0, 100, 2",
        "beacon, phone-1, 10, 20, 1",
        "beacon, phone-1, 11, 20, 0",
        "beacon, phone-2, 0, 100, 1",
        "beacon, phone-3, 0, 100, 0",
        "other, phone-1, 0, 100, 0"
    })
    void countsFromInclusiveToExclusive(String label, String device, long from, long to, long count) {
        assertThat(ledger().contacts(label, device, from, to)).isEqualTo(count);
    }

    @Test
    void knowsWhenAStoryBegan() {
        assertThat(ledger().first("beacon")).isEqualTo(10);
        assertThat(ledger().first("another")).isEqualTo(Long.MAX_VALUE);
    }
}
