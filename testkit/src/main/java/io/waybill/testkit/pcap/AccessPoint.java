package io.waybill.testkit.pcap;

import com.google.common.net.InetAddresses;
import io.waybill.testkit.pcap.PcapWriter.Packet;
import io.waybill.testkit.random.RandomStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A few phones behind one access point, and all their packets. */
final class AccessPoint {

    private static final byte[] MAC = {2, 0, 0, 0, 0, 1};
    private static final byte[] IP = {(byte) 192, (byte) 168, 50, 1};
    private static final byte[] BROADCAST_MAC = {-1, -1, -1, -1, -1, -1};
    private static final byte[] BROADCAST_IP = {-1, -1, -1, -1};

    private final List<Packet> packets = new ArrayList<>();
    private final RandomStream random;

    /** What a phone looks up and talks to. */
    enum Manner {
        TLS,
        QUIC,
        HTTP
    }

    AccessPoint(RandomStream random) {
        this.random = random;
    }

    List<Packet> packets() {
        return packets;
    }

    /** The phone's end: address 192.168.50.(10 + number). */
    static Endpoint phone(int number) {
        return new Endpoint(
                new byte[] {2, 0, 0, 0, 1, (byte) number},
                new byte[] {(byte) 192, (byte) 168, 50, (byte) (10 + number)},
                0);
    }

    private static Endpoint beyond(String ip, int port) {
        return new Endpoint(MAC, InetAddresses.forString(ip).getAddress(), port);
    }

    /** The phone joins and is given its address. */
    void join(Endpoint phone, String hostName, long micros) {
        long transaction = random.below(Integer.MAX_VALUE);
        Conversation talk = new Conversation(packets, random, micros);
        talk.datagram(
                new Endpoint(phone.mac(), new byte[4], 68),
                new Endpoint(BROADCAST_MAC, BROADCAST_IP, 67),
                Messages.dhcpRequest(transaction, phone.mac(), phone.ip(), hostName));
        talk.datagram(
                new Endpoint(MAC, IP, 67), phone.port(68), Messages.dhcpAck(transaction, phone.mac(), phone.ip(), IP));
    }

    /** The phone looks the host up and talks to it. */
    void visit(Endpoint phone, Manner manner, String host, String ip, long micros) {
        Conversation talk = new Conversation(packets, random, micros);
        int id = random.below(65_536);
        Endpoint resolver = new Endpoint(MAC, IP, 53);
        Endpoint asking = phone.port(ephemeral());
        talk.datagram(asking, resolver, Messages.dnsQuery(id, host));
        talk.datagram(
                resolver, asking, Messages.dnsAnswer(id, host, beyond(ip, 0).ip()));
        Endpoint client = phone.port(ephemeral());
        switch (manner) {
            case TLS ->
                talk.exchange(
                        client,
                        beyond(ip, 443),
                        Hello.record(22, Hello.client(random, host, "h2", new byte[0])),
                        Hello.serverFlight(random, 900 + random.below(6_000)));
            case HTTP -> talk.exchange(client, beyond(ip, 80), get(host), ascii("HTTP/1.1 204 No Content\r\n\r\n"));
            case QUIC -> {
                Endpoint server = beyond(ip, 443);
                talk.datagram(client, server, QuicInitial.packet(random, host));
                talk.datagram(server, client, shortHeader(1_150));
                talk.datagram(client, server, shortHeader(60 + random.below(300)));
                talk.datagram(server, client, shortHeader(900));
            }
        }
    }

    /** The phone tries an address that never answers. */
    void callInVain(Endpoint phone, String ip, int port, long micros) {
        new Conversation(packets, random, micros).unanswered(phone.port(ephemeral()), beyond(ip, port));
    }

    private byte[] shortHeader(int bytes) {
        return new Octets().u8(0x40 | random.below(64)).random(random, bytes).toBytes();
    }

    private int ephemeral() {
        return 32_768 + random.below(28_000);
    }

    private static byte[] get(String host) {
        return ascii("GET /generate_204 HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: Dalvik/2.1.0\r\nConnection: close\r\n\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
