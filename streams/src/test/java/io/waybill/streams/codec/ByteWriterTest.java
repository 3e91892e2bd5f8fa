package io.waybill.streams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteWriterTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 8_191, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void variableLengthNumbersComeBack(long value) {
        ByteReader in = new ByteReader(new ByteWriter(0).varint(value).toBytes());

        assertThat(in.varint()).isEqualTo(value);
        assertThat(in.hasMore()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7_919, 20_251_122})
    void whatIsWrittenIsReadInTheSameOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteWriter out = new ByteWriter(1);
        for (int i = 0; i < 500; i++) {
            out.varint(random.nextLong()).int64(random.nextLong()).text("t" + random.nextInt());
            out.float64(random.nextDouble()).int8(random.nextInt(256)).nullableText(i % 2 == 0 ? null : "x");
        }

        SplittableRandom again = new SplittableRandom(seed);
        ByteReader in = new ByteReader(out.toBytes());
        for (int i = 0; i < 500; i++) {
            assertThat(in.varint()).as("seed %d", seed).isEqualTo(again.nextLong());
            assertThat(in.int64()).isEqualTo(again.nextLong());
            assertThat(in.text()).isEqualTo("t" + again.nextInt());
            assertThat(in.float64()).isEqualTo(again.nextDouble());
            assertThat(in.int8()).isEqualTo(again.nextInt(256));
            assertThat(in.nullableText()).isEqualTo(i % 2 == 0 ? null : "x");
        }
        assertThat(in.hasMore()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "\u007f", "\u0080", "plain then \u00e9", "бank.example", "\ud83d\ude00", "\ud83d alone"
            })
    void textIsWrittenAsUtf8(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] expected = new ByteWriter(0).int8(7).block(utf8).int8(9).toBytes();

        assertThat(new ByteWriter(0).int8(7).text(text).int8(9).toBytes()).isEqualTo(expected);
    }

    @Test
    void hashesAreTheSameOnEveryMachine() {
        assertThat(StableHash.of("42.62.48.0/24")).isEqualTo(StableHash.of("42.62.48." + "0/24"));
        assertThat(StableHash.of("a")).isNotEqualTo(StableHash.of("b"));
        assertThat(StableHash.of(new byte[0])).isNotZero();
    }
}
