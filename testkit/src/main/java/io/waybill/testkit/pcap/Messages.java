package io.waybill.testkit.pcap;

/** DNS and DHCP messages (RFC 1035, 2131), as small as phones send them. */
final class Messages {

    private static final long TTL_SECONDS = 300;
    private static final int LEASE_SECONDS = 43_200;
    private static final long DHCP_COOKIE = 0x63825363L;

    private Messages() {}

    /** A question for the IPv4 address of a name. */
    static byte[] dnsQuery(int id, String name) {
        return dns(id, 0x0100, 0, name).toBytes();
    }

    /** The answer to it: this address. */
    static byte[] dnsAnswer(int id, String name, byte[] address) {
        return dns(id, 0x8180, 1, name)
                .u16(0xc00c)
                .u16(1)
                .u16(1)
                .u32(TTL_SECONDS)
                .sized16(new Octets().bytes(address))
                .toBytes();
    }

    private static Octets dns(int id, int flags, int answers, String name) {
        Octets message =
                new Octets().u16(id).u16(flags).u16(1).u16(answers).u16(0).u16(0);
        for (String label : name.split("\\.")) {
            message.sized8(new Octets().text(label));
        }
        return message.u8(0).u16(1).u16(1);
    }

    /** A phone asks for an address. */
    static byte[] dhcpRequest(long transaction, byte[] mac, byte[] wanted, String hostName) {
        return dhcp(1, transaction, new byte[4], mac)
                .bytes(option(53, new byte[] {3}))
                .bytes(option(50, wanted))
                .bytes(option(12, new Octets().text(hostName).toBytes()))
                .u8(255)
                .toBytes();
    }

    /** The access point gives it. */
    static byte[] dhcpAck(long transaction, byte[] mac, byte[] given, byte[] server) {
        return dhcp(2, transaction, given, mac)
                .bytes(option(53, new byte[] {5}))
                .bytes(option(54, server))
                .bytes(option(51, new Octets().u32(LEASE_SECONDS).toBytes()))
                .u8(255)
                .toBytes();
    }

    private static Octets dhcp(int operation, long transaction, byte[] yours, byte[] mac) {
        return new Octets()
                .u8(operation)
                .u8(1)
                .u8(6)
                .u8(0)
                .u32(transaction)
                .u32(0)
                .zeros(4)
                .bytes(yours)
                .zeros(8)
                .bytes(mac)
                .zeros(10 + 64 + 128)
                .u32(DHCP_COOKIE);
    }

    private static byte[] option(int code, byte[] value) {
        return new Octets().u8(code).sized8(new Octets().bytes(value)).toBytes();
    }
}
