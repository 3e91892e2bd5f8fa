package io.waybill.testkit.pcap;

import io.waybill.testkit.random.RandomStream;
import java.util.List;

/** TLS 1.3 hellos (RFC 8446) with the server's name in clear. */
final class Hello {

    private static final List<Integer> CIPHERS = List.of(0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030);
    private static final List<Integer> GROUPS = List.of(0x001d, 0x0017, 0x0018);
    private static final List<Integer> SIGNATURES = List.of(0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501);

    private Hello() {}

    /** The client's handshake message; {@code quicParameters} is empty over TCP. */
    static byte[] client(RandomStream random, String host, String protocol, byte[] quicParameters) {
        boolean quic = quicParameters.length > 0;
        Octets name = new Octets().u8(0).sized16(new Octets().text(host));
        Octets alpn = new Octets().sized8(new Octets().text(protocol));
        Octets share = new Octets().u16(0x001d).sized16(new Octets().random(random, 32));
        Octets extensions = new Octets()
                .bytes(extension(0, new Octets().sized16(name)))
                .bytes(extension(10, new Octets().sized16(words(GROUPS))))
                .bytes(extension(13, new Octets().sized16(words(SIGNATURES))))
                .bytes(extension(16, new Octets().sized16(alpn)))
                .bytes(extension(43, new Octets().sized8(words(quic ? List.of(0x0304) : List.of(0x0304, 0x0303)))))
                .bytes(extension(45, new Octets().sized8(new Octets().u8(1))))
                .bytes(extension(51, new Octets().sized16(share)));
        if (quic) {
            extensions.bytes(extension(57, new Octets().bytes(quicParameters)));
        }
        Octets body = new Octets()
                .u16(0x0303)
                .random(random, 32)
                .sized8(new Octets().random(random, quic ? 0 : 32))
                .sized16(words(CIPHERS))
                .sized8(new Octets().u8(0))
                .sized16(extensions);
        return new Octets().u8(1).sized24(body).toBytes();
    }

    /** The server's hello in a record, and behind it a record of random bytes in place of what it would encrypt. */
    static byte[] serverFlight(RandomStream random, int encryptedBytes) {
        Octets share = new Octets().u16(0x001d).sized16(new Octets().random(random, 32));
        Octets extensions =
                new Octets().bytes(extension(43, new Octets().u16(0x0304))).bytes(extension(51, share));
        Octets body = new Octets()
                .u16(0x0303)
                .random(random, 32)
                .sized8(new Octets().random(random, 32))
                .u16(0x1301)
                .u8(0)
                .sized16(extensions);
        byte[] hello = new Octets().u8(2).sized24(body).toBytes();
        return new Octets()
                .bytes(record(22, hello))
                .bytes(record(23, new Octets().random(random, encryptedBytes).toBytes()))
                .toBytes();
    }

    /** A record of the TLS record layer. */
    static byte[] record(int type, byte[] content) {
        return new Octets()
                .u8(type)
                .u16(type == 22 ? 0x0301 : 0x0303)
                .sized16(new Octets().bytes(content))
                .toBytes();
    }

    private static byte[] extension(int type, Octets content) {
        return new Octets().u16(type).sized16(content).toBytes();
    }

    private static Octets words(List<Integer> values) {
        Octets words = new Octets();
        values.forEach(words::u16);
        return words;
    }
}
