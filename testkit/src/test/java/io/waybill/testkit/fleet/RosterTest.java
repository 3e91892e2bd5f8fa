package io.waybill.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.LifecycleKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterTest {

    private static final Roster.Staffing TWO_MODELS = () -> List.of(Models.PIXEL_7, Models.P30, Models.PIXEL_7);
    private static final Span PERIOD = new Span(0, 96 * 3_600_000L);

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 2014})
    void countsRanksWithinModels(long seed) {
        List<Phone> phones = new Roster(TWO_MODELS, seed).phones(300);

        Map<String, List<Integer>> ranks = phones.stream()
                .collect(Collectors.groupingBy(
                        phone -> phone.model().name(),
                        TreeMap::new,
                        Collectors.mapping(Phone::rank, Collectors.toList())));
        assertThat(ranks.get("Pixel 7")).hasSize(200).isSorted().doesNotHaveDuplicates();
        assertThat(ranks.get("P30")).hasSize(100).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 2014})
    void spreadsPhonesOverCountriesFeedsAndBuilds(long seed) {
        List<Phone> phones = new Roster(TWO_MODELS, seed).phones(600);

        assertThat(phones.stream().map(phone -> phone.home().country()).distinct())
                .hasSize(Market.ALL.size());
        assertThat(phones.stream().filter(Phone::agent).count())
                .as("seed %d", seed)
                .isBetween(150L, 270L);
        assertThat(phones.stream()
                        .filter(phone -> phone.firmware()
                                .equals(phone.model().firmwares().get(0)))
                        .count())
                .as("seed %d", seed)
                .isBetween(300L, 420L);
        assertThat(phones)
                .allMatch(phone -> phone.group().equalsIgnoreCase(phone.home().country()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 2014})
    void resetsAndUpdatesAFewPhonesAndLeavesThoseOfAStoryToIt(long seed) {
        LifePlanner planner = new LifePlanner(PERIOD, seed, Map.of("chat", 0.5));
        List<Phone> phones = new Roster(TWO_MODELS, seed).phones(600);
        List<Life> everyday = phones.stream()
                .map(phone -> planner.plan(phone, true, List.of()))
                .toList();
        List<Life> told = phones.stream()
                .map(phone -> planner.plan(phone, false, List.of(Mark.reset(7))))
                .toList();

        assertThat(marked(everyday, LifecycleKind.FACTORY_RESET))
                .as("seed %d", seed)
                .isBetween(20L, 70L);
        assertThat(marked(everyday, LifecycleKind.FIRMWARE_INSTALLED))
                .as("seed %d", seed)
                .isBetween(20L, 90L);
        assertThat(marked(told, LifecycleKind.FACTORY_RESET)).isEqualTo(600);
        assertThat(marked(told, LifecycleKind.FIRMWARE_INSTALLED)).isZero();
        assertThat(told).allSatisfy(life -> {
            assertThat(life.online(8)).isFalse();
            assertThat(life.marks().stream().map(Mark::time).toList()).isSorted();
        });
    }

    private static long marked(List<Life> lives, LifecycleKind kind) {
        return lives.stream()
                .filter(life -> life.marks().stream().anyMatch(mark -> mark.kind() == kind))
                .count();
    }
}
