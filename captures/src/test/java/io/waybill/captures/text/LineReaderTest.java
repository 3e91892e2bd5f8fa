package io.waybill.captures.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

    /** Hands out a few bytes at a time, as a pipe may. */
    private static InputStream trickle(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, 1 + random.nextInt(90_000)));
            }
        };
    }

    @Test
    void givesTheLinesOfAnyText() throws IOException {
        long seed = 99;
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            int maxLine = 1 + random.nextInt(150_000);
            List<String> lines = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                int length = random.nextInt(4) == 0 ? random.nextInt(300_000) : random.nextInt(100);
                String line = String.valueOf((char) ('a' + i % 26)).repeat(length);
                lines.add(line);
                text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            LineReader reader =
                    new LineReader(trickle(text.toString().getBytes(StandardCharsets.UTF_8), random), maxLine);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                assertThat(reader.next()).isTrue();
                assertThat(reader.number()).isEqualTo(i + 1);
                assertThat(reader.tooLong())
                        .as("seed %d round %d line %d", seed, round, i)
                        .isEqualTo(line.length() > maxLine);
                assertThat(reader.text().equals(line.substring(0, Math.min(line.length(), maxLine))))
                        .as("seed %d round %d line %d", seed, round, i)
                        .isTrue();
                assertThat(reader.terminated()).isTrue();
            }
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void aLastLineWithoutItsEndIsGivenAndSaidSo() throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream("a\nb".getBytes(StandardCharsets.UTF_8)), 10);
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.text()).isEqualTo("b");
        assertThat(reader.terminated()).isFalse();
        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();
    }
}
