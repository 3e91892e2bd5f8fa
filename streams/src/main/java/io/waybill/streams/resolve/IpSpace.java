package io.waybill.streams.resolve;

/**
 * What address space is for, from the IANA special-purpose registries (RFC 6890 and its successors) and the registry of IPv6
 * address space. Pure.
 */
public enum IpSpace {
    /** The destination is near the device: private, shared (CGNAT), link-local, loopback, multicast, broadcast, unique local. */
    LOCAL,
    /** Set aside: documentation, benchmarking, protocol assignments, tunnels, never allocated. No place can be told. */
    RESERVED,
    /** Allocated to somebody, somewhere. */
    PUBLIC;

    /** IPv4 blocks that are not public. They are disjoint but for 255.255.255.255, which comes before the block around it. */
    private static final V4Block[] V4 = {
        block(0, 0, 0, 8, LOCAL), // "this network", RFC 791
        block(10, 0, 0, 8, LOCAL), // private, RFC 1918
        block(100, 64, 0, 10, LOCAL), // shared behind carrier NAT, RFC 6598
        block(127, 0, 0, 8, LOCAL), // loopback, RFC 1122
        block(169, 254, 0, 16, LOCAL), // link-local, RFC 3927
        block(172, 16, 0, 12, LOCAL), // private, RFC 1918
        block(192, 0, 0, 24, LOCAL), // DS-Lite and 464XLAT on the device itself, RFC 6333, RFC 7335
        block(192, 0, 2, 24, RESERVED), // documentation, RFC 5737
        block(192, 88, 99, 24, RESERVED), // 6to4 relays of old, RFC 7526
        block(192, 168, 0, 16, LOCAL), // private, RFC 1918
        block(198, 18, 0, 15, RESERVED), // benchmarking, RFC 2544
        block(198, 51, 100, 24, RESERVED), // documentation, RFC 5737
        block(203, 0, 113, 24, RESERVED), // documentation, RFC 5737
        block(224, 0, 0, 4, LOCAL), // multicast, RFC 5771
        new V4Block(-1, -1, LOCAL), // limited broadcast, RFC 919
        block(240, 0, 0, 4, RESERVED), // RFC 1112
    };

    /**
     * Which space the address is in. An IPv6 address that carries an IPv4 address is judged by it.
     *
     * @param ip 4 or 16 bytes
     * @throws IllegalArgumentException when it has another length
     */
    public static IpSpace of(byte[] ip) {
        return IpBits.carriesV4(ip) ? ofV4(IpBits.v4(ip)) : ofV6(IpBits.high(ip), IpBits.low(ip));
    }

    static IpSpace ofV4(int ip) {
        for (V4Block block : V4) {
            if ((ip & block.mask) == block.network) {
                return block.space;
            }
        }
        return PUBLIC;
    }

    static IpSpace ofV6(long high, long low) {
        int first = (int) (high >>> 48);
        boolean uniqueLocal = (first & 0xfe00) == 0xfc00; // RFC 4193
        boolean linkOrSiteLocal = (first & 0xff80) == 0xfe80; // RFC 4291, RFC 3879
        boolean multicast = (first & 0xff00) == 0xff00; // RFC 4291
        boolean unspecifiedOrLoopback = high == 0 && (low >>> 1) == 0; // RFC 4291
        if (uniqueLocal || linkOrSiteLocal || multicast || unspecifiedOrLoopback) {
            return LOCAL;
        }
        int firstTwo = (int) (high >>> 32);
        boolean globalUnicast = (first & 0xe000) == 0x2000; // RFC 4291
        boolean protocolAssignments = (firstTwo & 0xffff_fe00) == 0x2001_0000; // Teredo and others, RFC 2928
        boolean documentation =
                firstTwo == 0x2001_0db8 || (firstTwo & 0xffff_f000) == 0x3fff_0000; // RFC 3849, RFC 9637
        boolean sixToFour = first == 0x2002; // RFC 3056
        return globalUnicast && !protocolAssignments && !documentation && !sixToFour ? PUBLIC : RESERVED;
    }

    private static V4Block block(int a, int b, int c, int length, IpSpace space) {
        return new V4Block(a << 24 | b << 16 | c << 8, -1 << (32 - length), space);
    }

    private record V4Block(int network, int mask, IpSpace space) {}
}
