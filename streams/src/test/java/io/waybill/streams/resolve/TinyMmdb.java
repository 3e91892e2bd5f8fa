package io.waybill.streams.resolve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes small MaxMind DB files (format 2.0, 32-bit records), so that tests need none of somebody else's. */
final class TinyMmdb {

    private static final long EMPTY = -1;

    private final int ipVersion;
    private final List<long[]> nodes = new ArrayList<>(List.of(new long[] {EMPTY, EMPTY}));
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    TinyMmdb(int ipVersion) {
        this.ipVersion = ipVersion;
    }

    /** Adds a network, of 4 bytes in a database of version 4, of 16 in one of version 6. */
    TinyMmdb with(byte[] network, int length, Map<String, ?> fields) {
        long record = -2L - data.size();
        encode(data, fields);
        int node = 0;
        for (int bit = 0; bit < length - 1; bit++) {
            int side = network[bit / 8] >> (7 - bit % 8) & 1;
            if (nodes.get(node)[side] < 0) {
                nodes.add(new long[] {EMPTY, EMPTY});
                nodes.get(node)[side] = nodes.size() - 1;
            }
            node = (int) nodes.get(node)[side];
        }
        nodes.get(node)[network[(length - 1) / 8] >> (7 - (length - 1) % 8) & 1] = record;
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long[] node : nodes) {
            for (long record : node) {
                long written =
                        record >= 0 ? record : record == EMPTY ? nodes.size() : nodes.size() + 16 + (-2 - record);
                number(out, written, 4);
            }
        }
        out.writeBytes(new byte[16]);
        out.writeBytes(data.toByteArray());
        out.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        encode(
                out,
                Map.of(
                        "node_count",
                        (long) nodes.size(),
                        "record_size",
                        32L,
                        "ip_version",
                        (long) ipVersion,
                        "database_type",
                        "Tiny",
                        "languages",
                        List.of(),
                        "binary_format_major_version",
                        2L,
                        "binary_format_minor_version",
                        0L,
                        "build_epoch",
                        1_700_000_000L,
                        "description",
                        Map.of()));
        return out.toByteArray();
    }

    private static void encode(ByteArrayOutputStream out, Object value) {
        if (value instanceof Map<?, ?> map) {
            out.write(7 << 5 | map.size());
            map.forEach((key, entry) -> {
                encode(out, key);
                encode(out, entry);
            });
        } else if (value instanceof List<?> list) {
            out.write(list.size());
            out.write(11 - 7);
            list.forEach(entry -> encode(out, entry));
        } else if (value instanceof Long number) {
            out.write(8);
            out.write(9 - 7);
            number(out, number, 8);
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            out.write(2 << 5 | Math.min(text.length, 29));
            if (text.length >= 29) {
                out.write(text.length - 29);
            }
            out.writeBytes(text);
        }
    }

    private static void number(ByteArrayOutputStream out, long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >>> (8 * i)));
        }
    }
}
