package io.waybill.captures.own;

import com.github.luben.zstd.ZstdInputStream;
import io.waybill.captures.BadRecordException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The blocks of an Avro object container (Avro 1.12 specification, "Object Container Files"). Avro's own reader allocates
 * whatever size a block claims; this one takes no block and no header beyond a bound. Not thread-safe.
 */
final class AvroBlocks {
    private static final int MAX_HEADER_ENTRIES = 100;
    private static final int SYNC_BYTES = 16;

    private final InputStream in;
    private final int maxBytes;
    private final Map<String, byte[]> header = new HashMap<>();
    private final byte[] sync;
    private long count;
    private byte[] block = new byte[0];

    /** Reads the header. */
    AvroBlocks(InputStream in, int maxBytes) throws IOException, BadRecordException {
        this.in = in;
        this.maxBytes = maxBytes;
        if (!Arrays.equals(exactly(4), new byte[] {'O', 'b', 'j', 1})) {
            throw new BadRecordException("not an Avro container");
        }
        readHeader();
        sync = exactly(SYNC_BYTES);
    }

    private void readHeader() throws IOException, BadRecordException {
        long bytes = 0;
        for (long entries = varint(); entries != 0; entries = varint()) {
            if (entries < 0) {
                varint(); // size of this part in bytes, for those who skip it
                entries = -entries;
            }
            if (entries < 0 || entries > MAX_HEADER_ENTRIES - header.size()) {
                throw new BadRecordException("more than " + MAX_HEADER_ENTRIES + " entries in the container's header");
            }
            for (long i = 0; i < entries; i++) {
                byte[] name = sized();
                byte[] value = sized();
                bytes += name.length + value.length;
                if (bytes > maxBytes) {
                    throw new BadRecordException("a header of more than " + maxBytes + " bytes");
                }
                header.put(new String(name, StandardCharsets.UTF_8), value);
            }
        }
    }

    /** An entry of the header as text; empty where there is none. */
    String header(String name) {
        byte[] value = header.get(name);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** Moves to the next block; false at the end of the container. */
    boolean next() throws IOException, BadRecordException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        count = varint(first);
        if (count < 0) {
            throw new BadRecordException("a block of " + count + " records");
        }
        byte[] packed = sized();
        if (!Arrays.equals(exactly(SYNC_BYTES), sync)) {
            throw new BadRecordException("a block does not end with the container's sync marker");
        }
        block = unpack(packed);
        return true;
    }

    /** Records in this block, as it says. */
    long count() {
        return count;
    }

    /** The block's records, decompressed. */
    byte[] bytes() {
        return block;
    }

    private byte[] unpack(byte[] packed) throws BadRecordException {
        try {
            return unpack(packed, header("avro.codec"));
        } catch (IOException e) {
            throw new BadRecordException("a block does not decompress: " + e.getMessage());
        }
    }

    private byte[] unpack(byte[] packed, String codec) throws IOException, BadRecordException {
        return switch (codec) {
            case "", "null" -> packed;
            case "deflate" -> {
                Inflater inflater = new Inflater(true);
                try (InputStream unpacked = new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
                    yield bounded(unpacked);
                } finally {
                    inflater.end();
                }
            }
            case "zstandard" -> {
                try (InputStream unpacked = new ZstdInputStream(new ByteArrayInputStream(packed))) {
                    yield bounded(unpacked);
                }
            }
            default -> throw new BadRecordException("codec " + codec + " is not read; null, deflate and zstandard are");
        };
    }

    private byte[] bounded(InputStream unpacked) throws IOException, BadRecordException {
        byte[] bytes = unpacked.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new BadRecordException("a block of more than " + maxBytes + " bytes");
        }
        return bytes;
    }

    private byte[] sized() throws IOException, BadRecordException {
        long size = varint();
        if (size < 0 || size > maxBytes) {
            throw new BadRecordException("a part of " + size + " bytes; at most " + maxBytes + " are taken");
        }
        return exactly((int) size);
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size); // grows as bytes come, so a false size costs nothing
        if (bytes.length < size) {
            throw new EOFException("the container ends within a block");
        }
        return bytes;
    }

    private long varint() throws IOException, BadRecordException {
        return varint(in.read());
    }

    private long varint(int firstByte) throws IOException, BadRecordException {
        long value = 0;
        int next = firstByte;
        for (int shift = 0; shift < 64; shift += 7) {
            if (next < 0) {
                throw new EOFException("the container ends within a number");
            }
            value |= (long) (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return value >>> 1 ^ -(value & 1);
            }
            next = in.read();
        }
        throw new BadRecordException("a number of more than ten bytes");
    }
}
