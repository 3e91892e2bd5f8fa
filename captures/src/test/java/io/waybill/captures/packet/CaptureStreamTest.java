package io.waybill.captures.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureStreamTest {

    /** The first buffer has 256 KiB; what is asked for is smaller, of that size, and larger. */
    private static final int[] ASKED = {0, 1, 16, 1_000, 200_000, 262_143, 262_144, 262_145, 300_000, 700_000};

    private static byte[] content(Random random, int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        return content;
    }

    /** Hands out less than is asked for, as pipes do. */
    private static InputStream piecemeal(byte[] content, Random random) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, len == 0 ? 0 : 1 + random.nextInt(Math.min(len, 90_000)));
            }
        };
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whatStandsInTheBufferIsTheInput(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] content = content(random, 2_000_000);
        CaptureStream in = new CaptureStream(piecemeal(content, random));
        int position = 0;
        while (position < content.length) {
            int asked = ASKED[random.nextInt(ASKED.length)];
            boolean enough = content.length - position >= asked;

            assertThat(in.has(asked))
                    .as("seed %s, %s at %s", seed, asked, position)
                    .isEqualTo(enough);
            int present = enough ? asked : content.length - position;
            assertThat(in.left()).isGreaterThanOrEqualTo(present);
            assertThat(Arrays.equals(in.buffer(), in.at(), in.at() + present, content, position, position + present))
                    .isTrue();
            assertThat(in.position()).isEqualTo(position);
            if (random.nextBoolean()) {
                in.pass(present);
                position += present;
            } else {
                int skipped = random.nextInt(400_000);
                assertThat(in.skip(skipped)).isEqualTo(content.length - position >= skipped);
                position = Math.min(content.length, position + skipped);
            }
        }
        assertThat(in.position()).isEqualTo(content.length);
        assertThat(in.has(1)).isFalse();
        assertThat(in.skip(0)).isTrue();
        assertThat(in.skip(1)).isFalse();
    }

    /** Records are looked at in place: while they fit, the buffer is the same, however long the input. */
    @Test
    void theBufferGrowsToTheLongestRecordOnly() throws IOException {
        CaptureStream in = new CaptureStream(new ByteArrayInputStream(new byte[3_000_000]));
        byte[] first = in.buffer();
        while (in.has(1_000)) {
            in.pass(1_000);
        }
        assertThat(in.buffer()).isSameAs(first);

        CaptureStream longer = new CaptureStream(new ByteArrayInputStream(new byte[3_000_000]));
        assertThat(longer.has(262_145)).isTrue();
        assertThat(longer.buffer()).hasSize(524_288);
        assertThat(longer.has(1_500_000)).isTrue();
        assertThat(longer.buffer()).hasSize(1_500_000);
    }
}
