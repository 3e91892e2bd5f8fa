package io.waybill.streams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteHashTest {

    @Test
    void dependsOnTheBytesAndNotOnWhereTheyAre() {
        SplittableRandom random = new SplittableRandom(17);
        for (int length = 0; length < 70; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            byte[] padded = new byte[length + 13];
            System.arraycopy(bytes, 0, padded, 7, length);

            assertThat(ByteHash.of(padded, 7, 7 + length)).isEqualTo(ByteHash.of(bytes, 0, length));
        }
    }

    @Test
    void neighboursDoNotMeet() {
        Set<Long> hashes = new HashSet<>();
        Set<Integer> low = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = ("0123456789abcdef-" + i).getBytes(StandardCharsets.UTF_8);
            long hash = ByteHash.of(bytes, 0, bytes.length);
            hashes.add(hash);
            low.add((int) hash & 0xffff);
        }
        assertThat(hashes).hasSize(100_000);
        // 65,536 (1 - e^(-100000/65536)) = 51,286 places are met by chance
        assertThat(low.size()).isBetween(50_500, 52_000);
    }

    @Test
    void zerosOfAnotherLengthAreOtherBytes() {
        Set<Long> hashes = new HashSet<>();
        for (int length = 0; length < 40; length++) {
            hashes.add(ByteHash.of(new byte[length], 0, length));
        }
        assertThat(hashes).hasSize(40);
    }

    @ParameterizedTest
    @CsvSource({"'', true", "abcdefgh, true", "abcdefghi, true", "é, false", "abcdefghé, false", "éabcdefgh, false"})
    void knowsAscii(String text, boolean expected) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 3);
        Arrays.fill(padded, bytes.length, padded.length, (byte) 0xff);

        assertThat(ByteHash.isAscii(padded, 0, bytes.length)).isEqualTo(expected);
    }
}
