package io.waybill.streams.detect.device;

import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import org.junit.jupiter.api.Test;

class IdentifierLeakTest {

    private static final IdentifierLeak DETECTOR = new IdentifierLeak();

    @Test
    void oneIdentifierInClearIsEnough() {
        SampleHistory history = SampleHistory.device("p")
                .every(MINUTE, 5, MONDAY)
                .leaking("IMEI")
                .at(MONDAY + 10 * MINUTE)
                .leaking("SERIAL", "IMEI")
                .at(MONDAY + 20 * MINUTE);

        assertThat(DETECTOR.examine(history.build(), Policy.EMPTY))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.score()).isEqualTo(1);
                    assertThat(finding.observed()).isEqualTo(2);
                    assertThat(finding.samples()).isEqualTo(7);
                    assertThat(finding.notes()).containsEntry("kinds", "IMEI, SERIAL");
                    assertThat(finding.evidence()).hasSize(2);
                    assertThat(finding.window().start()).isEqualTo(MONDAY + 10 * MINUTE);
                });
    }

    @Test
    void nothingInClearIsNothingToSay() {
        assertThat(DETECTOR.examine(
                        SampleHistory.device("p").every(MINUTE, 500, MONDAY).build(), Policy.EMPTY))
                .isEmpty();
    }

    @Test
    void whatIsCriedOutOnTheWireIsNoLeak() {
        assertThat(DETECTOR.examine(
                        SampleHistory.device("p")
                                .local("ff02::fb", "ff02::fb", 5353)
                                .leaking("MAC")
                                .at(MONDAY)
                                .build(),
                        Policy.EMPTY))
                .isEmpty();
    }
}
