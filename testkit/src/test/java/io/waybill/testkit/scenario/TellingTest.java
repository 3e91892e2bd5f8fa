package io.waybill.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Mark;
import io.waybill.testkit.fleet.Market;
import io.waybill.testkit.fleet.Models;
import io.waybill.testkit.fleet.Person;
import io.waybill.testkit.fleet.Phone;
import io.waybill.testkit.fleet.PhoneModel;
import io.waybill.testkit.fleet.Span;
import io.waybill.testkit.truth.Expectation;
import io.waybill.testkit.truth.Ledger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TellingTest {

    private static Life life(String id, PhoneModel model, Mark... marks) {
        Person person = new Person(7, 23, 1, 24, false);
        Phone phone = new Phone(0, id, model, 0, "A", Market.of("GB"), "gb", true, person);
        return new Life(phone, new Span(0, 10_000), List.of(marks), List.of(), Map.of(), List.of(), null, phone.home());
    }

    private static void contacts(Ledger ledger, String device, int count, long from) {
        for (int i = 0; i < count; i++) {
            ledger.note("story", device, from + i);
        }
    }

    private static Telling telling(Ledger ledger, Life... lives) {
        return new Telling(List.of(lives), ledger, "story", "example.com");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "23, false", "24, true", "100, true"})
    void aBeatIsExpectedFromSoManyContactsOn(int count, boolean beats) {
        Ledger ledger = new Ledger();
        contacts(ledger, "p", count, 0);

        assertThat(telling(ledger, life("p", Models.PIXEL_7)).beats("p")).isEqualTo(beats);
    }

    @Test
    void expectsOfTheDevicesOfTheStoryOnly() {
        Ledger ledger = new Ledger();
        contacts(ledger, "pixel", 30, 50);
        contacts(ledger, "galaxy", 30, 40);
        contacts(ledger, "stranger", 30, 30);
        ledger.note("", "quiet", 1);
        Telling telling = telling(
                ledger, life("pixel", Models.PIXEL_7), life("galaxy", Models.GALAXY_A54), life("quiet", Models.P30));

        List<Expectation> each = telling.perDevice("periodic-contact", Severity.LOW, "why", device -> true);
        assertThat(each).extracting(Expectation::subject).containsExactly("galaxy", "pixel");
        assertThat(each).allSatisfy(expectation -> {
            assertThat(expectation.level()).isEqualTo(SubjectLevel.DEVICE);
            assertThat(expectation.devices()).containsExactly(expectation.subject());
            assertThat(expectation.destination()).isEqualTo("example.com");
        });
        assertThat(telling.of(Models.PIXEL_7)
                        .cohort("cohort-exclusive", SubjectLevel.MODEL, "Google Pixel 7", Severity.MEDIUM, "why")
                        .devices())
                .containsExactly("pixel");
        assertThatThrownBy(() -> telling.life("stranger")).isInstanceOf(java.util.NoSuchElementException.class);
    }
}
