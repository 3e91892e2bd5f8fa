package io.waybill.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.LifecycleKind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small records of a fleet. */
class SpanTest {

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "19, true", "20, false"})
    void aSpanHoldsItsBeginAndNotItsEnd(long time, boolean inside) {
        assertThat(new Span(10, 20).contains(time)).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "0.5, 15", "1, 20", "0.99, 19"})
    void aFractionOfASpan(double fraction, long time) {
        assertThat(new Span(10, 20).at(fraction)).isEqualTo(time);
        assertThat(new Span(10, 20).length()).isEqualTo(10);
    }

    @Test
    void marksSayWhatWasDone() {
        assertThat(Mark.reset(1)).isEqualTo(new Mark(1, LifecycleKind.FACTORY_RESET, "", ""));
        assertThat(Mark.firmware(1, "B")).isEqualTo(new Mark(1, LifecycleKind.FIRMWARE_INSTALLED, "B", ""));
        assertThat(Mark.setting(1, "sync", "off")).isEqualTo(new Mark(1, LifecycleKind.SETTING_CHANGED, "sync", "off"));
        assertThat(Mark.installed(1, "com.x")).isEqualTo(new Mark(1, LifecycleKind.APP_INSTALLED, "com.x", ""));
        assertThat(Mark.removed(1, "com.x")).isEqualTo(new Mark(1, LifecycleKind.APP_REMOVED, "com.x", ""));
    }

    @Test
    void marketsAreOfDistinctCountriesWithPlausibleFigures() {
        Set<String> countries = new HashSet<>();
        for (Market market : Market.ALL) {
            assertThat(countries.add(market.country())).as(market.country()).isTrue();
            assertThat(market.country()).matches("[A-Z]{2}");
            assertThat(market.weight()).isPositive();
            assertThat(market.ipv6Share()).isBetween(0.0, 1.0);
            assertThat(market.utcOffsetMillis()).isBetween(-12 * 3_600_000L, 14 * 3_600_000L);
            assertThat(Market.of(market.country())).isSameAs(market);
        }
        assertThatThrownBy(() -> Market.of("XX")).isInstanceOf(java.util.NoSuchElementException.class);
    }

    @Test
    void modelsHaveTwoBuildsToTellAnUpdateBy() {
        for (PhoneModel model : Models.EVERYDAY) {
            assertThat(model.firmwares()).as(model.fullName()).hasSize(2).doesNotHaveDuplicates();
            assertThat(model.fullName()).isEqualTo(model.manufacturer() + " " + model.name());
        }
        assertThat(Models.EVERYDAY).extracting(PhoneModel::fullName).doesNotHaveDuplicates();
        assertThat(Models.WITH_MERIDIAN).contains(Models.MERIDIAN_M5, Models.MERIDIAN_M7);
    }
}
