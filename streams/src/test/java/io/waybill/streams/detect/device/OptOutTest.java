package io.waybill.streams.detect.device;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptOutTest {

    private static final Policy POLICY = new Policy(List.of(PolicyRule.newBuilder()
            .setRuleId("o")
            .setKind(PolicyKind.OPT_OUT)
            .setSetting("cloud")
            .setSites(List.of("im.example.net"))
            .build()));

    private static SampleHistory phone() {
        return SampleHistory.device("p")
                .site("im.example.net", "a.im.example.net")
                .watched(MONDAY, MONDAY + 7 * DAY);
    }

    private static SampleHistory off(SampleHistory history, long time) {
        return history.mark(time, LifecycleKind.SETTING_CHANGED, "cloud=off");
    }

    @Test
    void stillContactedIsIgnored() {
        PairHistory history =
                off(phone(), MONDAY + DAY).every(3 * HOUR, 50, MONDAY).build();

        assertThat(OptOut.ignored().examine(history, POLICY)).singleElement().satisfies(f -> {
            assertThat(f.observed()).isEqualTo(41);
            assertThat(f.facts().get("hours")).isEqualTo(143);
        });
        assertThat(OptOut.honoured().examine(history, POLICY)).isEmpty();
    }

    @Test
    void aStragglerWithinTheHourIsNothing() {
        PairHistory history = off(phone(), MONDAY + DAY)
                .every(HOUR, 24, MONDAY)
                .at(MONDAY + DAY + HOUR / 2)
                .build();

        assertThat(OptOut.ignored().examine(history, POLICY)).isEmpty();
        assertThat(OptOut.honoured().examine(history, POLICY)).hasSize(1);
    }

    @Test
    void onAgainEndsTheCount() {
        PairHistory history = off(phone(), MONDAY + DAY)
                .mark(MONDAY + 2 * DAY, LifecycleKind.SETTING_CHANGED, "cloud=on")
                .every(HOUR, 12, MONDAY)
                .every(HOUR, 50, MONDAY + 2 * DAY + HOUR)
                .build();

        assertThat(OptOut.ignored().examine(history, POLICY)).isEmpty();
    }

    @Test
    void aResetPutsTheSettingBack() {
        PairHistory history = off(phone(), MONDAY + DAY)
                .mark(MONDAY + DAY + HOUR, LifecycleKind.FACTORY_RESET, "")
                .every(HOUR, 100, MONDAY)
                .build();

        assertThat(OptOut.ignored().examine(history, POLICY)).isEmpty();
        assertThat(OptOut.honoured().examine(history, POLICY)).isEmpty();
    }

    @Test
    void newFirmwareIsJudgedByItself() {
        PairHistory history = off(phone(), MONDAY + DAY)
                .every(HOUR, 72, MONDAY)
                .mark(MONDAY + 3 * DAY, LifecycleKind.FIRMWARE_INSTALLED, "B")
                .build();

        assertThat(OptOut.ignored().examine(history, POLICY))
                .extracting(Finding::firmware)
                .containsExactly("A");
        assertThat(OptOut.honoured().examine(history, POLICY))
                .extracting(Finding::firmware)
                .containsExactly("B");
    }

    /** What came first when the grace was over did not come before. */
    @ParameterizedTest(name = "{0} ms from the end of the grace: {1}")
    @CsvSource({"-1, 1", "0, 0"})
    void whoseFirstContactCameBefore(long first, int honoured) {
        SampleHistory history = off(phone(), MONDAY + DAY)
                .mark(MONDAY + 3 * DAY, LifecycleKind.SETTING_CHANGED, "cloud=on")
                .at(MONDAY + 4 * DAY)
                .site("im.example.net", "beside-the-rule.example.org")
                .at(MONDAY + DAY + HOUR + first);

        assertThat(OptOut.honoured().examine(history.build(), POLICY)).hasSize(honoured);
    }

    @Test
    void notWatchedLongEnoughSaysNothing() {
        PairHistory history = off(phone().watched(MONDAY, MONDAY + DAY + 5 * HOUR), MONDAY + DAY)
                .every(HOUR, 20, MONDAY)
                .build();

        assertThat(OptOut.honoured().examine(history, POLICY)).isEmpty();
    }

    @Test
    void theOppositeSettingSaysNothing() {
        PairHistory history = phone().mark(MONDAY + DAY, LifecycleKind.SETTING_CHANGED, "cloudy=off")
                .every(HOUR, 100, MONDAY)
                .build();

        assertThat(OptOut.ignored().examine(history, POLICY)).isEmpty();
    }

    /** Switched off at one day, an hour of grace, watched up to the seventh. */
    @ParameterizedTest(name = "contacts at {0} ms after the grace: ignored {1}")
    @CsvSource({
        "-1 0, 0", // one may be a straggler
        "0 1, 1",
        "518399998 518399999, 1",
        "518399999 518400000, 0" // when it was watched no longer
    })
    void fromTheEndOfTheGraceOn(String times, int findings) {
        SampleHistory history = off(phone().watched(MONDAY, MONDAY + 7 * DAY + HOUR), MONDAY + DAY);
        for (String time : times.split(" ")) {
            history.at(MONDAY + DAY + HOUR + Long.parseLong(time));
        }

        assertThat(OptOut.ignored().examine(history.build(), POLICY)).hasSize(findings);
    }

    @ParameterizedTest(name = "first contact at {0} ms, quiet for {1} ms: honoured {2}")
    @CsvSource({
        "-1, 86400000, 0.5",
        "-1, 86399999,",
        "0, 86400000,", // never contacted before says nothing
        "-1, 259200000, 0.75"
    })
    void quietForADayOfOneThatWentThere(long first, long quiet, @Nullable Double score) {
        long since = MONDAY + DAY + HOUR;
        SampleHistory history =
                off(phone().watched(MONDAY, since + quiet), MONDAY + DAY).at(since + first);

        assertThat(OptOut.honoured().examine(history.build(), POLICY))
                .extracting(Finding::score)
                .isEqualTo(score == null ? List.of() : List.of(score));
    }

    /** The device is watched for a minute longer than the grace, or not at all. */
    @ParameterizedTest(name = "off for {0} minutes: {1} h told")
    @CsvSource({"60,", "61, 0.016667"})
    void whatIsShorterThanTheGraceIsNoTimeOff(long minutes, @Nullable Double hours) {
        SampleHistory history = off(phone(), MONDAY + DAY)
                .mark(MONDAY + DAY + minutes * 60_000, LifecycleKind.SETTING_CHANGED, "cloud=on")
                .at(MONDAY + DAY + HOUR, MONDAY + DAY + HOUR + 1);

        assertThat(OptOut.ignored().examine(history.build(), POLICY))
                .extracting(finding -> finding.facts().get("hours"))
                .isEqualTo(hours == null ? List.of() : List.of(hours));
    }

    @Test
    void writesDownWhatItSaw() {
        PairHistory history =
                off(phone(), MONDAY + DAY).every(12 * HOUR, 5, MONDAY).build();

        assertThat(OptOut.ignored().examine(history, POLICY)).singleElement().satisfies(finding -> {
            assertThat(finding.facts()).isEqualTo(Map.of("hours", 143.0, "contacts", 2.0));
            assertThat(finding.notes()).isEqualTo(Map.of("setting", "cloud", "rule", "o"));
            assertThat(finding.score()).isEqualTo(0.666667);
            assertThat(finding.samples()).isEqualTo(5);
            assertThat(finding.window()).isEqualTo(new Span(MONDAY + DAY + HOUR, MONDAY + 7 * DAY));
        });
    }

    /** Another setting, an app, a mark of another kind: none of it touches this one. */
    @Test
    void otherMarksLeaveTheSettingAsItIs() {
        PairHistory history = off(phone(), MONDAY + DAY)
                .mark(MONDAY + 2 * DAY, LifecycleKind.SETTING_CHANGED, "ads=on")
                .mark(MONDAY + 2 * DAY + 1, LifecycleKind.APP_REMOVED, "com.app")
                .every(12 * HOUR, 14, MONDAY)
                .build();

        assertThat(OptOut.ignored().examine(history, POLICY))
                .extracting(finding -> finding.facts().get("hours"))
                .containsExactly(143.0);
    }

    /** New firmware with the setting on begins no time off. */
    @Test
    void firmwareDoesNotSwitchOff() {
        PairHistory history = phone().mark(MONDAY + DAY, LifecycleKind.FIRMWARE_INSTALLED, "B")
                .every(12 * HOUR, 14, MONDAY)
                .build();

        assertThat(OptOut.ignored().examine(history, POLICY)).isEmpty();
    }

    @Test
    void aRuleIsForItsTimeAndItsDevices() {
        PolicyRule.Builder rule = PolicyRule.newBuilder()
                .setRuleId("o")
                .setTitle("Promise")
                .setKind(PolicyKind.OPT_OUT)
                .setSetting("cloud")
                .setSites(List.of("im.example.net"));
        PairHistory history =
                off(phone(), MONDAY + DAY).every(12 * HOUR, 14, MONDAY).build();

        assertThat(OptOut.ignored().examine(history, new Policy(List.of(rule.build()))))
                .extracting(finding -> finding.notes().get("rule"))
                .containsExactly("Promise");
        assertThat(OptOut.ignored()
                        .examine(
                                history,
                                new Policy(List.of(rule.setGroups(List.of("in")).build()))))
                .isEmpty();
        assertThat(OptOut.ignored()
                        .examine(
                                history,
                                new Policy(List.of(rule.setGroups(List.of())
                                        .setValidTo(Instant.ofEpochMilli(MONDAY + 2 * DAY))
                                        .build()))))
                .as("two contacts, one of them while the rule held and the setting was off")
                .isEmpty();
    }
}
