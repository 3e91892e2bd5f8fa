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
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
