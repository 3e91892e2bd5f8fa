package io.waybill.streams.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteReaderTest {

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, 63, 64, -64, -65, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void varintsComeBack(long value) {
        ByteReader in = new ByteReader(new ByteWriter(8).varint(value).toBytes());

        assertThat(in.varint()).isEqualTo(value);
        assertThat(in.hasMore()).isFalse();
        assertThat(in.remaining()).isZero();
    }

    @Test
    void everythingWrittenComesBackInOrder() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            byte[] block = new byte[random.nextInt(300)];
            random.nextBytes(block);
            long number = random.nextLong() >> random.nextInt(64);
            double real = Double.longBitsToDouble(random.nextLong());
            String text = "é\u202e\ud83d\udcf1\u0000" + number;
            ByteReader in = new ByteReader(new ByteWriter(4)
                    .int8(200)
                    .varint(number)
                    .float64(real)
                    .text(text)
                    .nullableText(null)
                    .nullableText("")
                    .block(block, 0, block.length)
                    .toBytes());

            assertThat(in.int8()).isEqualTo(200);
            assertThat(in.varint()).as("seed %d", seed).isEqualTo(number);
            assertThat(Double.doubleToLongBits(in.float64())).isEqualTo(Double.doubleToLongBits(real));
            assertThat(in.text()).isEqualTo(text);
            assertThat(in.nullableText()).isNull();
            assertThat(in.nullableText()).isEmpty();
            assertThat(in.remaining()).isGreaterThan(block.length);
            assertThat(in.block()).isEqualTo(block);
            assertThat(in.hasMore()).isFalse();
        }
    }

    @Test
    void aBlockThatIsCutShortIsNotFilledUp() {
        byte[] bytes = new ByteWriter(4).varint(10).int8(1).int8(2).toBytes();

        assertThatThrownBy(() -> new ByteReader(bytes).block()).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new ByteReader(bytes).text()).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 3, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE})
    void aCountOfMoreThanCanFollowIsRefused(long count) {
        byte[] bytes = new ByteWriter(4).varint(count).int8(1).int8(2).toBytes();

        assertThatThrownBy(() -> new ByteReader(bytes).count())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(count + " elements claimed, 2 bytes left");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void aCountOfWhatMayFollowIsGiven(long count) {
        byte[] bytes = new ByteWriter(4).varint(count).int8(1).int8(2).toBytes();

        assertThat(new ByteReader(bytes).count()).isEqualTo((int) count);
    }

    @Test
    void numbersThatFitNoIntAreRefused() {
        byte[] bytes = new ByteWriter(8).varint(1L << 31).toBytes();

        assertThatThrownBy(() -> new ByteReader(bytes).varint32()).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void readsOnAtAnotherPlaceOfOtherBytes() {
        byte[] bytes = new ByteWriter(8).int8(1).int8(2).int8(3).toBytes();
        ByteReader in = new ByteReader(new byte[0]);
        in.reset(bytes, 1, 2);

        assertThat(in.remaining()).isEqualTo(1);
        assertThat(in.int8()).isEqualTo(2);
        assertThat(in.hasMore()).isFalse();
        in.moveTo(0);
        assertThat(in.position()).isZero();
        assertThat(in.int8()).isEqualTo(1);
    }
}
