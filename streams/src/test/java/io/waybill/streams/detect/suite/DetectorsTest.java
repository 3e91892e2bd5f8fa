package io.waybill.streams.detect.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DeviceDetector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorsTest {

    @Test
    void idsAreNamesAndUniqueOnEachSide() {
        assertThat(Detectors.deviceSide())
                .extracting(DeviceDetector::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
        assertThat(Detectors.destinationSide())
                .extracting(DestinationDetector::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z]+(-[a-z]+)*"));
    }

    /** A finding that no judge reads would vanish. */
    @Test
    void everyFindingHasItsJudge() {
        assertThat(Detectors.destinationSide())
                .extracting(DestinationDetector::id)
                .containsAll(
                        Detectors.deviceSide().stream().map(DeviceDetector::id).toList());
    }

    @Test
    void aSuiteKeepsTheListsItWasGiven() {
        List<DeviceDetector> device = new ArrayList<>(Detectors.deviceSide());
        DetectorSuite suite = new DetectorSuite(device, List.of());
        device.clear();

        assertThat(suite.deviceSide()).isEqualTo(Detectors.deviceSide());
        assertThat(DetectorSuite.COUNTS_ONLY.deviceSide()).isEmpty();
        assertThat(DetectorSuite.COUNTS_ONLY.destinationSide()).isEmpty();
    }
}
