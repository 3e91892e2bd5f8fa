package io.waybill.captures.netflow;

import io.waybill.captures.AddressParser;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Makes NetFlow v9 and IPFIX datagrams, set by set. */
final class Exports {
    static final int EXPORT_SECONDS = 1_400_000_000;
    static final int UPTIME_MILLIS = 100_000;

    private Exports() {}

    static byte[] v9(int domain, byte[]... sets) {
        byte[] body = join(sets);
        return ByteBuffer.allocate(20 + body.length)
                .putShort((short) 9)
                .putShort((short) sets.length)
                .putInt(UPTIME_MILLIS)
                .putInt(EXPORT_SECONDS)
                .putInt(1)
                .putInt(domain)
                .put(body)
                .array();
    }

    static byte[] ipfix(int domain, byte[]... sets) {
        byte[] body = join(sets);
        return ByteBuffer.allocate(16 + body.length)
                .putShort((short) 10)
                .putShort((short) (16 + body.length))
                .putInt(EXPORT_SECONDS)
                .putInt(1)
                .putInt(domain)
                .put(body)
                .array();
    }

    static byte[] set(int id, byte[]... parts) {
        byte[] body = join(parts);
        return ByteBuffer.allocate(4 + body.length)
                .putShort((short) id)
                .putShort((short) (4 + body.length))
                .put(body)
                .array();
    }

    /** @param idsAndLengths element, bytes, element, bytes ... */
    static byte[] template(int id, int... idsAndLengths) {
        ByteBuffer out = ByteBuffer.allocate(4 + 2 * idsAndLengths.length)
                .putShort((short) id)
                .putShort((short) (idsAndLengths.length / 2));
        for (int value : idsAndLengths) {
            out.putShort((short) value);
        }
        return out.array();
    }

    /** v9 gives the bytes of scopes and of options, IPFIX the fields in all and those that are scopes. */
    static byte[] options(int id, boolean ipfix, int scopes, int... idsAndLengths) {
        int fields = idsAndLengths.length / 2;
        ByteBuffer out = ByteBuffer.allocate(6 + 2 * idsAndLengths.length)
                .putShort((short) id)
                .putShort((short) (ipfix ? fields : 4 * scopes))
                .putShort((short) (ipfix ? scopes : 4 * (fields - scopes)));
        for (int value : idsAndLengths) {
            out.putShort((short) value);
        }
        return out.array();
    }

    /** A number in so many bytes. */
    static byte[] number(int bytes, long value) {
        byte[] out = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            out[i] = (byte) (value >>> 8 * (bytes - 1 - i));
        }
        return out;
    }

    static byte[] address(String text) {
        byte[] ip = AddressParser.ip(text);
        if (ip == null) {
            throw new IllegalArgumentException(text);
        }
        return ip;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
