package io.waybill.captures.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.waybill.captures.BadRecordException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers byte by byte: how headers may be laid out, and where sizes and numbers end. */
class AvroBlocksTest {
    private static final int MAX_BYTES = 100;
    private static final byte[] SYNC = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** A container as it is put together. */
    private static final class Container {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Container() {
            raw('O', 'b', 'j', 1);
        }

        Container raw(int... bytes) {
            for (int b : bytes) {
                out.write(b);
            }
            return this;
        }

        Container number(long value) {
            long left = value << 1 ^ value >> 63;
            for (; (left & ~0x7f) != 0; left >>>= 7) {
                out.write((int) (left & 0x7f | 0x80));
            }
            out.write((int) left);
            return this;
        }

        Container sized(byte[] bytes) {
            number(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        Container text(String text) {
            return sized(text.getBytes(StandardCharsets.UTF_8));
        }

        Container headerEnd() {
            number(0);
            out.writeBytes(SYNC);
            return this;
        }

        Container block(long count, byte[] packed) {
            number(count).sized(packed);
            out.writeBytes(SYNC);
            return this;
        }

        AvroBlocks blocks() throws IOException, BadRecordException {
            return blocks(MAX_BYTES);
        }

        AvroBlocks blocks(int maxBytes) throws IOException, BadRecordException {
            return new AvroBlocks(new ByteArrayInputStream(out.toByteArray()), maxBytes);
        }
    }

    private static Container codec(String codec) {
        return new Container().number(1).text("avro.codec").text(codec).headerEnd();
    }

    private static byte[] packed(String codec, byte[] bytes) throws IOException {
        if (codec.equals("zstandard")) {
            return Zstd.compress(bytes);
        }
        if (!codec.equals("deflate")) {
            return bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflated.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void aHeaderMayComeInPartsWithOrWithoutTheirSizes() throws Exception {
        AvroBlocks blocks = new Container()
                .number(1)
                .text("a")
                .text("1")
                .number(-2)
                .number(8)
                .text("b")
                .text("2")
                .text("c")
                .text("ü")
                .headerEnd()
                .block(3, new byte[] {7, 8})
                .block(0, new byte[0])
                .blocks();

        assertThat(blocks.header("a")).isEqualTo("1");
        assertThat(blocks.header("b")).isEqualTo("2");
        assertThat(blocks.header("c")).isEqualTo("ü");
        assertThat(blocks.header("d")).isEmpty();
        assertThat(blocks.next()).isTrue();
        assertThat(blocks.count()).isEqualTo(3);
        assertThat(blocks.bytes()).containsExactly(7, 8);
        assertThat(blocks.next()).isTrue();
        assertThat(blocks.count()).isZero();
        assertThat(blocks.bytes()).isEmpty();
        assertThat(blocks.next()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -100, 100, Long.MAX_VALUE})
    void aHeaderOfTooManyEntriesIsRefused(long further) {
        Container container = new Container().number(1).text("a").text("1").number(further);
        assertThatThrownBy(container.number(0)::blocks)
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("more than 100 entries");
    }

    @Test
    void aHeaderOfAHundredEntriesIsTakenUpToTheBoundOfBytes() throws Exception {
        Container container = new Container().number(60);
        int bytes = 0;
        for (int i = 0; i < 100; i++) {
            container.text("k" + i).text("v" + i);
            bytes += 2 * ("k" + i).length();
            if (i == 59) {
                container.number(40);
            }
        }
        container.headerEnd();

        assertThat(container.blocks(bytes).header("k99")).isEqualTo("v99");
        int fewer = bytes - 1;
        assertThatThrownBy(() -> container.blocks(fewer))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("a header of more than " + fewer + " bytes");
    }

    @ParameterizedTest(name = "{0}: {1} bytes")
    @CsvSource({"'', 100", "null, 100", "deflate, 100", "deflate, 0", "zstandard, 100", "zstandard, 1"})
    void blocksAreUnpackedUpToTheBound(String codec, int size) throws Exception {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 5);
        AvroBlocks blocks = codec(codec).block(1, packed(codec, bytes)).blocks();

        assertThat(blocks.next()).isTrue();
        assertThat(blocks.bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "null, a part of 101 bytes; at most 100 are taken",
        "deflate, a block of more than 100 bytes",
        "zstandard, a block of more than 100 bytes",
        "snappy, 'codec snappy is not read; null, deflate and zstandard are'",
    })
    void whatIsBeyondTheBoundOrOfAnotherCodecIsRefused(String codec, String reason) throws Exception {
        byte[] block = packed(codec, new byte[codec.equals("snappy") ? 1 : 101]);
        AvroBlocks blocks = codec(codec).block(1, block).blocks();

        assertThatThrownBy(blocks::next).isInstanceOf(BadRecordException.class).hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "zstandard"})
    void aBlockThatDoesNotDecompressIsRefused(String codec) throws Exception {
        AvroBlocks blocks = codec(codec).block(1, new byte[] {7, 7, 7, 7}).blocks();

        assertThatThrownBy(blocks::next)
                .isInstanceOf(BadRecordException.class)
                .hasMessageStartingWith("a block does not decompress");
    }

    @Test
    void whatIsNoContainerOrNoBlockIsRefused() throws Exception {
        assertThatThrownBy(() -> new AvroBlocks(new ByteArrayInputStream(new byte[] {'O', 'b', 'j', 2}), MAX_BYTES))
                .hasMessage("not an Avro container");
        assertThatThrownBy(codec("null").block(-1, new byte[0]).blocks()::next).hasMessage("a block of -1 records");
        assertThatThrownBy(codec("null").number(1).number(-1).blocks()::next)
                .hasMessage("a part of -1 bytes; at most 100 are taken");
        AvroBlocks otherEnd =
                codec("null").number(1).number(0).raw(SYNC[0]).raw(new int[15]).blocks();
        assertThatThrownBy(otherEnd::next).hasMessage("a block does not end with the container's sync marker");
        assertThatThrownBy(codec("null").number(1).number(3).raw(1, 2).blocks()::next)
                .isInstanceOf(EOFException.class);
    }

    @Test
    void numbersHaveTenBytesAtMost() throws Exception {
        int[] ten = {0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1};
        AvroBlocks blocks = codec("null").raw(ten).number(0).raw(ints(SYNC)).blocks();
        assertThat(blocks.next()).isTrue();
        assertThat(blocks.count()).isEqualTo(Long.MAX_VALUE);

        ten[9] = 0x81;
        assertThatThrownBy(codec("null").raw(ten).raw(0).blocks()::next).hasMessage("a number of more than ten bytes");
        assertThatThrownBy(codec("null").raw(0x82).blocks()::next).hasMessage("the container ends within a number");
    }

    private static int[] ints(byte[] bytes) {
        int[] ints = new int[bytes.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = bytes[i];
        }
        return ints;
    }
}
