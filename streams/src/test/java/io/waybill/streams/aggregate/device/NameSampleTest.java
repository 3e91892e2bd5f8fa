package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameSampleTest {

    /** Several sets: the estimate of one may be right by chance. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void isExactUpToItsLimit(int set) {
        List<String> names = names(8 * NameSample.LIMIT).subList(set * NameSample.LIMIT, (set + 1) * NameSample.LIMIT);
        NameSample sample = of(names);

        assertThat(sample.count()).isEqualTo(NameSample.LIMIT);
        assertThat(sample.sample()).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 20_000, 300_000})
    void estimatesBeyondItWithinFourStandardErrors(int distinct) {
        NameSample sample = of(names(distinct));

        assertThat((double) sample.count()).isCloseTo(distinct, within(0.25 * distinct));
        assertThat(sample.size()).as("of one window").isBetween(NameSample.LIMIT + 1, 2 * NameSample.LIMIT + 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 1_009})
    void dependsOnTheSetAlone(long seed) {
        List<String> once = names(5_000);
        List<String> shuffled = new ArrayList<>(once);
        shuffled.addAll(once.subList(0, 2_000));
        Collections.shuffle(shuffled, new Random(seed));

        NameSample first = of(once);
        NameSample second = of(shuffled);

        assertThat(second.sample()).as("seed %d", seed).isEqualTo(first.sample());
        assertThat(second.count()).isEqualTo(first.count());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 65_537})
    void whatIsForgottenHadNeverCome(long seed) {
        Random random = new Random(seed);
        List<String> names = names(20_000);
        NameSample sample = new NameSample();
        NameSample since = new NameSample();
        for (int i = 0; i < 60_000; i++) {
            String name = names.get(random.nextInt(names.size()));
            long window = random.nextInt(48);
            sample.add(name, window);
            if (window >= 40) {
                since.add(name, window);
            }
        }
        assertThat(sample.size()).as("bounded").isLessThan(10 * NameSample.LIMIT);

        sample.forgetBefore(40);

        assertThat(sample.sample()).as("seed %d", seed).isEqualTo(since.sample());
        assertThat(sample.count()).as("seed %d", seed).isEqualTo(since.count());
        sample.forgetBefore(48);
        assertThat(sample.count()).isZero();
        assertThat(sample.sample()).isEmpty();
    }

    private static NameSample of(List<String> names) {
        NameSample sample = new NameSample();
        names.forEach(name -> sample.add(name, 0));
        return sample;
    }

    private static List<String> names(int count) {
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add("n" + i + ".example.com");
        }
        return names;
    }
}
