package io.waybill.benchmarks.decode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A TLS record with a ClientHello that names a host, as RFC 8446 section 4.1.2 has it. */
final class Greeting {

    private static final int SERVER_NAME = 0;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int ALPN = 16;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int HEADERS = 5 + 4;

    private Greeting() {}

    static byte[] of(String host) {
        byte[] name = host.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer hello = ByteBuffer.allocate(512).position(HEADERS);
        hello.putShort((short) 0x0303).put(new byte[32]).put((byte) 0);
        hello.putShort((short) 6)
                .putShort((short) 0x1301)
                .putShort((short) 0x1302)
                .putShort((short) 0xc02b);
        hello.put((byte) 1).put((byte) 0);
        int extensions = hello.position();
        hello.putShort((short) 0);
        extension(hello, SERVER_NAME, 5 + name.length)
                .putShort((short) (3 + name.length))
                .put((byte) 0)
                .putShort((short) name.length)
                .put(name);
        extension(hello, SUPPORTED_VERSIONS, 3).put((byte) 2).putShort((short) 0x0304);
        extension(hello, ALPN, 5).putShort((short) 3).put((byte) 2).putShort((short) 0x6832);
        extension(hello, SIGNATURE_ALGORITHMS, 4).putShort((short) 2).putShort((short) 0x0403);
        int end = hello.position();
        hello.putShort(extensions, (short) (end - extensions - 2));
        hello.putInt(5, 1 << 24 | end - HEADERS);
        hello.put(0, (byte) 22).putShort(1, (short) 0x0301).putShort(3, (short) (end - 5));
        byte[] record = new byte[end];
        hello.get(0, record);
        return record;
    }

    private static ByteBuffer extension(ByteBuffer hello, int type, int bytes) {
        return hello.putShort((short) type).putShort((short) bytes);
    }
}
