package io.waybill.streams.detect.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.suite.Detectors;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTestTest {

    @Test
    void firesEveryDetector() {
        List<SelfTest.Outcome> outcomes = SelfTest.run();

        assertThat(outcomes).allMatch(SelfTest.Outcome::fired);
        assertThat(outcomes).allMatch(outcome -> outcome.explanation().length() > 40);
        assertThat(outcomes)
                .extracting(SelfTest.Outcome::detector)
                .containsExactlyInAnyOrderElementsOf(Detectors.destinationSide().stream()
                        .map(DestinationDetector::id)
                        .toList());
    }

    @Test
    void sayTheSameTwice() {
        assertThat(SelfTest.run()).isEqualTo(SelfTest.run());
    }
}
