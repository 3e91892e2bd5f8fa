package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, 1, 16, 1, 1, 1, 1, true",
        "999, 1000, 1, 16, 1, 1, 1, 1, false",
        "1000, 999, 1, 16, 1, 1, 1, 1, false",
        "1000, 1000, 0, 16, 1, 1, 1, 1, false",
        "1000, 1000, 1, 15, 1, 1, 1, 1, false",
        "1000, 1000, 1, 16, 0, 1, 1, 1, false",
        "1000, 1000, 1, 16, 1, 0, 1, 1, false",
        "1000, 1000, 1, 16, 1, 1, 0, 1, false",
        "1000, 1000, 1, 16, 1, 1, 1, 0, false"
    })
    void ranges(
            long window,
            long history,
            int destinations,
            int contacts,
            int destinationsInAll,
            int devices,
            int named,
            long onHeap,
            boolean accepted) {
        if (accepted) {
            assertThat(new BookSettings(
                                    window, history, destinations, contacts, destinationsInAll, devices, named, onHeap)
                            .maxNamedDevices())
                    .isEqualTo(named);
        } else {
            assertThatThrownBy(() -> new BookSettings(
                            window, history, destinations, contacts, destinationsInAll, devices, named, onHeap))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aBoundIsChangedAndTheOthersStay() {
        BookSettings settings =
                new BookSettings(1_000, 9_000, 7, 16).bounded(5, 6).naming(8).onHeap(9);

        assertThat(settings).isEqualTo(new BookSettings(1_000, 9_000, 7, 16, 5, 6, 8, 9));
        assertThat(BookSettings.LIVE.historyMillis()).isEqualTo(42L * 24 * 3_600_000);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 0", "1000, 1000", "-1, -1000", "-1000, -1000"})
    void windowsBeginAtMultiplesOfTheirLength(long time, long window) {
        assertThat(new BookSettings(1_000, 1_000, 1, 16).windowOf(time)).isEqualTo(window);
        assertThat(new Windows(1_000).of(time)).isEqualTo(window);
        assertThat(new Windows(1_000).lastOf(window)).isEqualTo(window + 999);
    }
}
