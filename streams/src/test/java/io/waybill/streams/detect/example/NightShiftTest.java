package io.waybill.streams.detect.example;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NightShiftTest {

    @ParameterizedTest(name = "{0} contacts at night and {1} by day, {2} at once: {3}")
    @CsvSource({"20, 0, 1, 1", "19, 0, 1, 0", "27, 3, 1, 1", "26, 4, 1, 0", "20, 0, 2, 0"})
    void fires_when_nearly_all_of_enough_single_contacts_are_by_night(int night, int day, int at, int findings) {
        SampleHistory history = SampleHistory.device("p")
                .occurrences(at)
                .every(DAY, night, MONDAY + 2 * HOUR)
                .every(DAY, day, MONDAY + 12 * HOUR);

        List<Finding> found = new NightShift().examine(history.build(), Policy.EMPTY);

        assertThat(found).hasSize(findings);
        assertThat(found)
                .allSatisfy(finding -> assertThat(finding.observed()).isEqualTo(night / (double) (night + day)));
    }
}
