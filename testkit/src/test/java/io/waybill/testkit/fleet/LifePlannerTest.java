package io.waybill.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.LifecycleKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LifePlannerTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final Span PERIOD = new Span(1_407_110_400_000L, 1_407_110_400_000L + 14 * DAY);
    private static final Map<String, Double> APPS =
            new TreeMap<>(Map.of("com.everyone", 1.0, "com.some", 0.4, "com.few", 0.05));

    private static Phone phone(int number, boolean offAtNight) {
        Person person = new Person(7, 23, 1, 16, offAtNight);
        return new Phone(
                number,
                "phone-%04d".formatted(number),
                Models.PIXEL_7,
                number,
                Models.PIXEL_7.firmwares().get(0),
                Market.of("DE"),
                "de",
                true,
                person);
    }

    private static Life life(long seed, int number, boolean everyday, Mark... story) {
        return new LifePlanner(PERIOD, seed, APPS).plan(phone(number, number % 2 == 0), everyday, List.of(story));
    }

    private static List<Life> lives(int count, boolean everyday) {
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lives.add(life(9, i, everyday));
        }
        return lives;
    }

    @Test
    void theSameSeedGivesTheSameLife() {
        for (int number = 0; number < 20; number++) {
            assertThat(life(9, number, true)).isEqualTo(life(9, number, true));
        }
        assertThat(life(10, 3, true)).isNotEqualTo(life(9, 3, true));
    }

    @Test
    void marksAreInOrderAndInThePeriodAndTimesOfflineAreDisjoint() {
        for (Life life : lives(200, true)) {
            String name = life.phone().id();
            assertThat(life.marks()).as(name).extracting(Mark::time).isSorted().allMatch(PERIOD::contains);
            assertThat(life.offline()).as(name).allMatch(span -> span.length() > 0);
            for (int i = 1; i < life.offline().size(); i++) {
                assertThat(life.offline().get(i).from())
                        .as(name)
                        .isGreaterThan(life.offline().get(i - 1).to());
            }
        }
    }

    /** The first instant online after any instant is online, and never before it: also where spells overlapped. */
    @Test
    void nextOnlineIsOnline() {
        for (Life life : lives(50, true)) {
            for (long time = PERIOD.from(); time < PERIOD.to(); time += 7 * HOUR / 3) {
                long next = life.nextOnline(time);
                assertThat(next).isGreaterThanOrEqualTo(time);
                assertThat(life.online(next))
                        .as("%s at %d", life.phone().id(), next)
                        .isTrue();
                assertThat(life.online(time)).isEqualTo(next == time);
            }
        }
    }

    @Test
    void whoSwitchesOffAtNightIsOffAtNightAndNotByDay() {
        for (Life life : lives(40, false)) {
            long night = 0;
            long noons = 0;
            for (int day = 0; day < 13; day++) {
                long midnight = PERIOD.from() + day * DAY - HOUR; // Germany's, in the simulator's winter time
                night += life.online(midnight + 27 * HOUR) ? 0 : 1;
                noons += life.online(midnight + 12 * HOUR) ? 1 : 0;
            }
            boolean off = life.phone().person().switchesOffAtNight();
            assertThat(night).as(life.phone().id()).matches(nights -> off ? nights == 13 : nights < 6);
            assertThat(noons).as(life.phone().id()).isGreaterThan(9);
        }
    }

    @Test
    void whatAStoryDoesHappensAndRestartsThePhone() {
        Mark reset = Mark.reset(PERIOD.from() + 5 * DAY);
        Life life = life(9, 1, false, reset);

        assertThat(life.marks()).contains(reset);
        assertThat(life.online(reset.time())).isFalse();
        assertThat(life.nextOnline(reset.time())).isGreaterThanOrEqualTo(reset.time() + 9 * 60_000L);
        assertThat(life.installed("com.everyone", reset.time() + 60_000))
                .as("apps are gone until put back")
                .isFalse();
        assertThat(life.installed("com.everyone", reset.time() + 5 * HOUR)).isTrue();
    }

    @Test
    void everydayResetsAndUpdatesAreAsSeldomAsStatedAndNeverBoth() {
        long resets = 0;
        long updates = 0;
        List<Life> lives = lives(2_000, true);
        for (Life life : lives) {
            long own = life.marks().stream()
                    .filter(mark -> mark.kind() == LifecycleKind.FACTORY_RESET)
                    .count();
            long builds = life.marks().stream()
                    .filter(mark -> mark.kind() == LifecycleKind.FIRMWARE_INSTALLED)
                    .count();
            assertThat(own + builds).as(life.phone().id()).isLessThanOrEqualTo(1);
            resets += own;
            updates += builds;
        }

        assertThat(resets / 2_000.0).as("seed 9").isBetween(0.05, 0.09);
        assertThat(updates / 2_000.0).as("seed 9").isBetween(0.11, 0.17);
        assertThat(lives(200, false))
                .flatExtracting(Life::marks)
                .extracting(Mark::kind)
                .doesNotContain(LifecycleKind.FACTORY_RESET, LifecycleKind.FIRMWARE_INSTALLED);
    }

    @Test
    void appsAreThereAsTheyArePopularAndMarksTellWhenTheyComeAndGo() {
        long some = 0;
        for (Life life : lives(1_000, false)) {
            assertThat(life.apps()).containsEntry("com.everyone", PERIOD);
            some += life.installed("com.some", PERIOD.at(0.5)) ? 1 : 0;
            for (Mark mark : life.marks()) {
                boolean before = life.installed(mark.detail(), mark.time() - 1);
                boolean after = life.installed(mark.detail(), mark.time());
                assertThat(after).isEqualTo(mark.kind() == LifecycleKind.APP_INSTALLED);
                assertThat(before).isEqualTo(mark.kind() == LifecycleKind.APP_REMOVED);
            }
        }
        // 0.251 keep it, half of the 0.149 who remove it still have it, half of the 0.373 who install it have it by
        // then.
        assertThat(some / 1_000.0).as("seed 9").isBetween(0.46, 0.56);
    }
}
