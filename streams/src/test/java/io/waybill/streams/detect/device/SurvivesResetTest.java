package io.waybill.streams.detect.device;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.LifecycleKind;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Before, after, and how soon, to the millisecond. */
class SurvivesResetTest {

    private static final long RESET = MONDAY + DAY;

    private static List<Finding> examine(SampleHistory history) {
        return new SurvivesReset().examine(history.build(), Policy.EMPTY);
    }

    @ParameterizedTest(name = "{0} and {1} ms from the reset, watched for {2}: erased {3}, returned {4}, score {5}")
    @CsvSource({
        "-1, 1, 90000000, 1, 1, 1",
        "-1, 0, 90000000, 1, 0, 0", // at the same time is not after
        "0, 1, 90000000,,,", // nor before
        "-1, 86400000, 86400001, 1, 1, 0.2", // a day later is within the day
        "-1, 86400001, 86400002, 1, 0, 0.2",
        "-1, 0, 86400000, 1, 0, 0", // watched for a day
        "-1, 0, 86399999,,,",
        "-1, 10800000, 90000000, 1, 1, 0.666667",
        "-1, 64800000, 90000000, 1, 1, 0.25"
    })
    void whoComesBackAndHowSoon(
            long first,
            long next,
            long watched,
            @Nullable Double erased,
            @Nullable Double returned,
            @Nullable Double score) {
        SampleHistory history = SampleHistory.device("p")
                .watched(MONDAY, RESET + watched)
                .mark(RESET, LifecycleKind.FACTORY_RESET, "")
                .at(RESET + first, RESET + next);

        assertThat(examine(history)).hasSize(erased == null ? 0 : 1).allSatisfy(finding -> {
            assertThat(finding.facts()).containsEntry("erased", erased).containsEntry("returned", returned);
            assertThat(finding.score()).isCloseTo(score, within(1e-6));
            assertThat(finding.subscores()).isEqualTo(Map.of("promptness", finding.score()));
        });
    }

    @Test
    void countsTheMarksAfterWhichItWasContactedAgain() {
        SampleHistory history = SampleHistory.device("p")
                .app("com.baidu")
                .watched(MONDAY, MONDAY + 9 * DAY)
                .mark(MONDAY + DAY, LifecycleKind.FIRMWARE_INSTALLED, "B")
                .mark(MONDAY + 2 * DAY, LifecycleKind.FACTORY_RESET, "")
                .mark(MONDAY + 3 * DAY, LifecycleKind.FACTORY_RESET, "")
                .mark(MONDAY + 4 * DAY, LifecycleKind.APP_REMOVED, "com.baidu")
                .mark(MONDAY + 6 * DAY, LifecycleKind.FACTORY_RESET, "") // nothing came after that
                .every(12 * HOUR, 10, MONDAY + HOUR);

        assertThat(examine(history)).singleElement().satisfies(finding -> {
            assertThat(finding.observed()).isEqualTo(4);
            assertThat(finding.samples()).isEqualTo(5);
            assertThat(finding.facts())
                    .isEqualTo(Map.of(
                            "resets", 3.0,
                            "updates", 1.0,
                            "erasures", 5.0,
                            "erased", 1.0,
                            "returned", 1.0,
                            "delayMs", (double) HOUR,
                            "markTime", (double) (MONDAY + 4 * DAY)));
            assertThat(finding.notes()).containsEntry("kinds", "APP_REMOVED, FACTORY_RESET, FIRMWARE_INSTALLED");
        });
    }

    @Test
    void whoOnlyCallsIntoTheNeighbourhoodComesBackToNobody() {
        SampleHistory history = SampleHistory.device("p")
                .local("ff02::fb", "ff02::fb", 5353)
                .watched(MONDAY, RESET + 2 * DAY)
                .mark(RESET, LifecycleKind.FACTORY_RESET, "")
                .at(MONDAY, RESET + HOUR);

        assertThat(examine(history)).isEmpty();
    }

    /** An app that is removed may be contacted by others before; only its own contacts are what was there. */
    @ParameterizedTest(name = "by {0} at {1} ms from the removal: {2}")
    @CsvSource({"com.baidu, -1, 1", "com.baidu, 0, 0", "com.other, -1, 0"})
    void whatTheAppDidBeforeItsRemoval(String app, long at, int findings) {
        SampleHistory history = SampleHistory.device("p")
                .mark(RESET, LifecycleKind.APP_REMOVED, "com.baidu")
                .app(app)
                .at(RESET + at)
                .app("com.baidu")
                .at(RESET + HOUR);

        assertThat(examine(history)).hasSize(findings);
    }
}
