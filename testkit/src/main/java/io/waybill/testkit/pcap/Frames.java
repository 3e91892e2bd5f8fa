package io.waybill.testkit.pcap;

/** Ethernet frames with IPv4 and UDP or TCP inside, checksums included (RFC 791, 768, 9293). */
final class Frames {

    static final int FIN = 1;
    static final int SYN = 2;
    static final int PSH = 8;
    static final int ACK = 16;

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int UDP = 17;
    private static final int TCP = 6;
    private static final int TTL = 64;
    private static final int WINDOW = 64_240;

    private Frames() {}

    static byte[] udp(Endpoint from, Endpoint to, byte[] payload) {
        Octets head = new Octets().u16(from.port()).u16(to.port()).u16(8 + payload.length);
        byte[] zero = new Octets().bytes(head.toBytes()).u16(0).bytes(payload).toBytes();
        int sum = checksum(from, to, UDP, zero);
        return ip(
                from, to, UDP, head.u16(sum == 0 ? 0xffff : sum).bytes(payload).toBytes());
    }

    /** A segment; a SYN carries the maximum segment size, as phones send it. */
    static byte[] tcp(Endpoint from, Endpoint to, long sequence, long acknowledged, int flags, byte[] payload) {
        byte[] options = (flags & SYN) == 0 ? new byte[0] : new byte[] {2, 4, 5, (byte) 0xb4};
        byte[] zero = segment(from, to, sequence, acknowledged, flags, 0, options, payload);
        int sum = checksum(from, to, TCP, zero);
        return ip(from, to, TCP, segment(from, to, sequence, acknowledged, flags, sum, options, payload));
    }

    private static byte[] segment(
            Endpoint from,
            Endpoint to,
            long sequence,
            long acknowledged,
            int flags,
            int sum,
            byte[] options,
            byte[] payload) {
        return new Octets()
                .u16(from.port())
                .u16(to.port())
                .u32(sequence)
                .u32((flags & ACK) == 0 ? 0 : acknowledged)
                .u8(5 + options.length / 4 << 4)
                .u8(flags)
                .u16(WINDOW)
                .u16(sum)
                .u16(0)
                .bytes(options)
                .bytes(payload)
                .toBytes();
    }

    private static byte[] ip(Endpoint from, Endpoint to, int protocol, byte[] payload) {
        byte[] head = header(from, to, protocol, payload.length, 0);
        byte[] summed = header(from, to, protocol, payload.length, sum(0, head));
        return new Octets()
                .bytes(to.mac())
                .bytes(from.mac())
                .u16(ETHERTYPE_IPV4)
                .bytes(summed)
                .bytes(payload)
                .toBytes();
    }

    private static byte[] header(Endpoint from, Endpoint to, int protocol, int payloadLength, int sum) {
        return new Octets()
                .u8(0x45)
                .u8(0)
                .u16(20 + payloadLength)
                .u16(0)
                .u16(0x4000)
                .u8(TTL)
                .u8(protocol)
                .u16(sum)
                .bytes(from.ip())
                .bytes(to.ip())
                .toBytes();
    }

    private static int checksum(Endpoint from, Endpoint to, int protocol, byte[] transport) {
        byte[] pseudo = new Octets()
                .bytes(from.ip())
                .bytes(to.ip())
                .u16(protocol)
                .u16(transport.length)
                .bytes(transport)
                .toBytes();
        return sum(0, pseudo);
    }

    /** The one's complement of the one's complement sum (RFC 1071). */
    static int sum(int start, byte[] bytes) {
        long sum = start;
        for (int i = 0; i < bytes.length; i += 2) {
            int low = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
            sum += (bytes[i] & 0xff) << 8 | low;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) ~sum & 0xffff;
    }
}
