package io.waybill.captures.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamStartTest {

    private static final int MAX = 64;

    /** Against a table that remembers of each byte who wrote it first. Every segment is of another byte. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_came_first_stays(long seed) {
        Random random = new Random(seed);
        for (int stream = 0; stream < 200; stream++) {
            StreamStart start = new StreamStart(MAX);
            byte[] first = new byte[MAX];
            int known = 0;
            for (int segment = 1; segment <= 30; segment++) {
                int offset = random.nextInt(MAX + 30) - 10;
                int length = random.nextInt(14);
                byte[] source = new byte[100];
                Arrays.fill(source, 20, 20 + length, (byte) segment);
                for (int i = Math.max(0, offset); i < Math.min(MAX, offset + length); i++) {
                    first[i] = first[i] == 0 ? (byte) segment : first[i];
                }
                int before = known;
                while (known < MAX && first[known] != 0) {
                    known++;
                }

                assertThat(start.add(offset, source, 20, length))
                        .as("seed %s, stream %s, segment %s", seed, stream, segment)
                        .isEqualTo(known > before);
                assertThat(start.contiguous()).isEqualTo(known);
                assertThat(Arrays.copyOf(start.data(), known)).isEqualTo(Arrays.copyOf(first, known));
                assertThat(start.isFull()).isEqualTo(known == MAX);
                assertThat(start.bytesHeld()).isBetween(known, MAX);
            }
        }
    }

    @Test
    void of_far_offsets_nothing_is_kept() {
        StreamStart start = new StreamStart(MAX);

        assertThat(start.add(1L << 32, new byte[10], 0, 10)).isFalse();
        assertThat(start.add(-(1L << 32), new byte[10], 0, 10)).isFalse();
        assertThat(start.bytesHeld()).isZero();
    }

    /** 32 islands are held; a further one is forgotten, and so has to come again. */
    @Test
    void gaps_are_bounded() {
        StreamStart start = new StreamStart(200);
        byte[] byteAt = new byte[200];
        for (int i = 0; i < 200; i++) {
            byteAt[i] = (byte) i;
        }
        for (int island = 1; island <= 33; island++) {
            start.add(2L * island, byteAt, 2 * island, 1);
        }
        for (int gap = 0; gap <= 33; gap++) {
            start.add(2L * gap + (gap == 0 ? 0 : -1), byteAt, gap == 0 ? 0 : 2 * gap - 1, 1);
        }

        assertThat(start.contiguous()).isEqualTo(66);
        assertThat(start.add(66, byteAt, 66, 1)).isTrue();
        assertThat(Arrays.copyOf(start.data(), 67)).isEqualTo(Arrays.copyOf(byteAt, 67));
    }
}
