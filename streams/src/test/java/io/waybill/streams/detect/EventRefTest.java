package io.waybill.streams.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRefTest {

    @ParameterizedTest(name = "{0}/{1} before {2}/{3}: {4}")
    @CsvSource({"1, b, 2, a, -1", "2, a, 1, b, 1", "1, a, 1, b, -1", "1, b, 1, a, 1", "1, a, 1, a, 0"})
    void areOrderedByTimeThenId(long time, String id, long otherTime, String otherId, int order) {
        EventRef one = new EventRef("z", 9, id, time, "d");
        EventRef other = new EventRef("a", 1, otherId, otherTime, "e");

        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(order);
        assertThat(Integer.signum(other.compareTo(one))).isEqualTo(-order);
    }
}
