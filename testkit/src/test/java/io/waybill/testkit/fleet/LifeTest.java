package io.waybill.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifeTest {

    private static final long HOUR = 3_600_000L;
    private static final Person PERSON = new Person(7, 23, 1, 16, false);
    private static final Phone PHONE =
            new Phone(0, "phone-0001", Models.PIXEL_7, 0, "A", Market.of("IN"), "in", false, PERSON);
    private static final Life LIFE = new Life(
            PHONE,
            new Span(0, 100 * HOUR),
            List.of(
                    Mark.setting(5 * HOUR, "sync", "off"),
                    Mark.firmware(10 * HOUR, "B"),
                    Mark.reset(20 * HOUR),
                    Mark.firmware(30 * HOUR, "C")),
            List.of(new Span(20 * HOUR, 21 * HOUR), new Span(40 * HOUR, 42 * HOUR)),
            Map.of("chat", new Span(0, 50 * HOUR)),
            List.of(new Span(20 * HOUR, 24 * HOUR)),
            new Span(60 * HOUR, 80 * HOUR),
            Market.of("DE"));

    @Test
    void runsTheBuildInstalledLast() {
        assertThat(LIFE.firmwareAt(9 * HOUR)).isEqualTo("A");
        assertThat(LIFE.firmwareAt(10 * HOUR)).isEqualTo("B");
        assertThat(LIFE.firmwareAt(29 * HOUR)).isEqualTo("B");
        assertThat(LIFE.firmwareAt(99 * HOUR)).isEqualTo("C");
    }

    @Test
    void forgetsSettingsInAReset() {
        assertThat(LIFE.settingAt("sync", 4 * HOUR, "on")).isEqualTo("on");
        assertThat(LIFE.settingAt("sync", 6 * HOUR, "on")).isEqualTo("off");
        assertThat(LIFE.settingAt("other", 6 * HOUR, "on")).isEqualTo("on");
        assertThat(LIFE.settingAt("sync", 20 * HOUR, "on")).isEqualTo("on");
    }

    @Test
    void isOnlineExceptWhenItIsNot() {
        assertThat(LIFE.online(20 * HOUR)).isFalse();
        assertThat(LIFE.online(21 * HOUR)).isTrue();
        assertThat(LIFE.nextOnline(20 * HOUR + 1)).isEqualTo(21 * HOUR);
        assertThat(LIFE.nextOnline(22 * HOUR)).isEqualTo(22 * HOUR);
        assertThat(LIFE.nextOffline(22 * HOUR)).isEqualTo(40 * HOUR);
        assertThat(LIFE.nextOffline(50 * HOUR)).isEqualTo(100 * HOUR);
    }

    @Test
    void hasItsAppsUntilTheyAreRemovedAndNotWhileBeingSetUp() {
        assertThat(LIFE.installed("chat", 10 * HOUR)).isTrue();
        assertThat(LIFE.installed("chat", 22 * HOUR)).isFalse();
        assertThat(LIFE.installed("chat", 25 * HOUR)).isTrue();
        assertThat(LIFE.installed("chat", 50 * HOUR)).isFalse();
        assertThat(LIFE.installed("game", 10 * HOUR)).isFalse();
    }

    @Test
    void keepsTheTimeOfWhereItIs() {
        assertThat(LIFE.local(0)).isEqualTo(11 * HOUR / 2);
        assertThat(LIFE.local(70 * HOUR)).isEqualTo(71 * HOUR);
        assertThat(LIFE.marketAt(80 * HOUR).country()).isEqualTo("IN");
    }
}
