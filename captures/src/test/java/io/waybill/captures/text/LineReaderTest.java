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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private record Line(String text, boolean tooLong, boolean terminated, boolean blank) {}

    private static List<Line> read(String text, int maxLine, int chunk) throws IOException {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, chunk));
            }
        };
        LineReader reader = new LineReader(in, maxLine);
        List<Line> lines = new ArrayList<>();
        while (reader.next()) {
            lines.add(new Line(reader.text(), reader.tooLong(), reader.terminated(), reader.isBlank()));
            assertThat(reader.length()).isEqualTo(reader.text().length());
            assertThat(reader.number()).isEqualTo(lines.size());
        }
        return lines;
    }

    private static Line slow(String line, int maxLine, boolean terminated) {
        String whole = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        String kept = whole.substring(0, Math.min(whole.length(), maxLine));
        return new Line(
                kept, kept.length() < whole.length(), terminated, kept.chars().allMatch(c -> c == ' ' || c == '\t'));
    }

    /** However the bytes come in, lines are what splitting all of them at once gives. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n\n",
                "\r\n",
                "\r",
                "\r\r\n",
                "a",
                "a\r",
                "a\n\nb\r\n\r\nc",
                "123\n123\r\n1234\n1234\r\n12",
                "12\r\r\n\n12\r4\n\n\r\n",
                "12345678\n1\n",
                "12345678\r\n1",
                "123\r",
                "1234",
                "1234\r",
                "12345",
                " \t\n \tx\n",
                "0123456\n01234567\n012345678\n0123456789abcdef\n0123456789abcdefg\n",
                "12\r45678\n\nx",
            })
    void howTheBytesComeInChangesNothing(String text) throws IOException {
        for (int maxLine : new int[] {1, 3, 7, 8, 100}) {
            List<Line> expected = new ArrayList<>();
            int from = 0;
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
                expected.add(slow(text.substring(from, end), maxLine, true));
                from = end + 1;
            }
            if (from < text.length()) {
                expected.add(slow(text.substring(from), maxLine, false));
            }
            for (int chunk : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 1_000}) {
                assertThat(read(text, maxLine, chunk))
                        .as("%d in %ds", maxLine, chunk)
                        .isEqualTo(expected);
            }
        }
    }
}
