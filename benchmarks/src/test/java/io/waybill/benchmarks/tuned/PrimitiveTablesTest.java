package io.waybill.benchmarks.tuned;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of contender (d) beside those of the Java library; the seed is in the name of the case. */
class PrimitiveTablesTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_set_of_numbers_is_a_set(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LongSet set = new LongSet();
        Set<Long> model = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            long value = random.nextLong(1, 20_000) << random.nextInt(40);

            assertThat(set.add(value)).as("value %s of seed %s", value, seed).isEqualTo(model.add(value));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_map_keeps_what_was_made_first(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LongMap<String> map = new LongMap<>();
        Map<Long, String> model = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            long key = random.nextLong(1, 9_000) * 0x1_0000_0001L;
            String offered = "value " + i;

            assertThat(map.get(key, any -> offered)).isEqualTo(model.computeIfAbsent(key, any -> offered));
        }
        Set<String> all = new HashSet<>();
        map.forEach(all::add);
        assertThat(all).isEqualTo(new HashSet<>(model.values()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void slices_are_numbered_in_the_order_of_their_first_appearance(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SliceIds ids = new SliceIds();
        Map<String, Integer> model = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String text = "x".repeat(random.nextInt(20)) + random.nextInt(3_000);
            byte[] padded = ("<<" + text + ">>").getBytes(StandardCharsets.UTF_8);
            int expected = model.computeIfAbsent(text, any -> model.size());

            assertThat(ids.id(padded, 2, padded.length - 4)).as(text).isEqualTo(expected);
        }
        assertThat(ids.size()).isEqualTo(model.size());
        model.forEach((text, id) -> assertThat(ids.slice(id)).isEqualTo(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void an_empty_slice_has_a_number_too() {
        SliceIds ids = new SliceIds();

        assertThat(ids.id(new byte[] {1}, 1, 0))
                .isEqualTo(ids.id(new byte[0], 0, 0))
                .isZero();
        assertThat(ids.slice(0)).isEmpty();
    }

    @Test
    void slices_that_differ_in_length_alone_have_different_hashes() {
        byte[] zeros = new byte[32];

        assertThat(SliceIds.hash(zeros, 0, 8)).isNotEqualTo(SliceIds.hash(zeros, 0, 16));
        assertThat(SliceIds.hash(zeros, 0, 0)).isNotZero();
    }
}
