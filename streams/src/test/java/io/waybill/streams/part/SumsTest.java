package io.waybill.streams.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SumsTest {

    private static Sums any(Random random) {
        TreeMap<String, Long> places = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            places.put((random.nextBoolean() ? "CN/" : "-/") + random.nextInt(3), 1L + random.nextInt(9));
        }
        long first = random.nextInt(1_000_000);
        return new Sums(
                1 + random.nextInt(100),
                random.nextInt(10),
                random.nextInt(1 << 20),
                random.nextInt(1 << 20),
                random.nextInt(1 << 10),
                random.nextInt(1 << 10),
                1,
                first,
                first + random.nextInt(1_000),
                places);
    }

    private static Sums sum(List<Sums> parts) {
        Sums sum = Sums.NONE;
        for (Sums part : parts) {
            sum = sum.plus(part);
        }
        return sum;
    }

    @Test
    void neitherOrderNorGroupingShows() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            List<Sums> parts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                parts.add(any(random));
            }
            Sums inOrder = sum(parts);
            int cut = random.nextInt(parts.size());
            Sums grouped = sum(parts.subList(0, cut)).plus(sum(parts.subList(cut, parts.size())));
            Collections.shuffle(parts, random);

            assertThat(grouped).as("seed %d", seed).isEqualTo(inOrder);
            assertThat(sum(parts)).as("seed %d", seed).isEqualTo(inOrder);
        }
    }

    @Test
    void nothingAddsNothing() {
        Sums some = any(new Random(4));

        assertThat(some.plus(Sums.NONE)).isEqualTo(some).isEqualTo(Sums.NONE.plus(some));
        assertThat(Sums.NONE.plus(Sums.NONE).isNone()).isTrue();
        assertThat(some.isNone()).isFalse();
    }

    @Test
    void addingLeavesTheAddendsAlone() {
        Sums one = new Sums(1, 0, 2, 3, 4, 5, 1, 10, 20, new TreeMap<>(Map.of("CN/1", 1L)));
        Sums two = new Sums(2, 1, 20, 30, 40, 50, 1, 5, 15, new TreeMap<>(Map.of("CN/1", 2L)));

        assertThat(one.plus(two))
                .isEqualTo(new Sums(3, 1, 22, 33, 44, 55, 2, 5, 20, new TreeMap<>(Map.of("CN/1", 3L))));
        assertThat(one.places()).containsExactly(Map.entry("CN/1", 1L));
        assertThat(Sums.NONE.places()).isEmpty();
    }
}
