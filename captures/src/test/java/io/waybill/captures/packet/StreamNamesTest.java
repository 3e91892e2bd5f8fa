package io.waybill.captures.packet;

import static io.waybill.captures.packet.ClientHellos.message;
import static io.waybill.captures.packet.ClientHellos.records;
import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.SYN;
import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in TCP streams, whatever happens to their segments. */
class StreamNamesTest {

    private static final String PHONE = "192.168.1.10";
    private static final String SERVER = "203.0.113.5";

    private static byte[] sent(int port, long offset, byte[] payload) {
        return ipTcp(PHONE, 40_000, SERVER, port, 1_001 + offset, ACK, payload);
    }

    private static PcapFile opened(int port) {
        return new PcapFile(101)
                .add(ipTcp(PHONE, 40_000, SERVER, port, 1_000, SYN, new byte[0]))
                .add(ipTcp(SERVER, port, PHONE, 40_000, 9, SYN | ACK, new byte[0]));
    }

    private static DeviceConnection event(PcapFile file) {
        List<DeviceConnection> events = file.decode().events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100, 17, 5, 1})
    void aClientHelloInRecordsOfAnySize(int recordBytes) {
        byte[] stream = records(message("WWW.Example.com"), recordBytes);

        DeviceConnection event = event(opened(443).add(sent(443, 0, stream)));

        assertThat(event.getHost()).isEqualTo("www.example.com");
        assertThat(event.getHostSource()).isEqualTo(HostSource.TLS_SNI);
        assertThat(event.getProtocol()).isEqualTo("tls");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void segmentsOfAnySizeInAnyOrderWithRepetitions(long seed) {
        Random random = new Random(seed);
        byte[] stream = join(records(message("a.example.com"), 1 + random.nextInt(200)), new byte[100]);
        List<byte[]> segments = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int end = Math.min(stream.length, at + 1 + random.nextInt(60));
            int overlapping = Math.max(0, at - random.nextInt(10));
            segments.add(sent(443, overlapping, Arrays.copyOfRange(stream, overlapping, end)));
            at = end;
        }
        segments.addAll(List.copyOf(segments.subList(0, segments.size() / 3)));
        Collections.shuffle(segments, random);
        PcapFile file = opened(443);
        segments.forEach(file::add);

        assertThat(event(file).getHost()).as("seed %d", seed).isEqualTo("a.example.com");
    }

    @Test
    void theStartMayBeMissedAndTheGreetingStillTellsWhoIsWho() {
        byte[] greeting = ipTcp("198.51.100.1", 80, SERVER, 443, 5, ACK, records(message("b.example.com"), 10_000));

        DeviceConnection event = event(new PcapFile(101).add(greeting));

        assertThat(event.getHost()).isEqualTo("b.example.com");
        assertThat(event.getDeviceId()).isEqualTo("unknown-198.51.100.1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        GET / HTTP/1.1~Host: Example.com~~                                   | example.com     | http
        GET / HTTP/1.1~Accept: x~hOsT:example.com:8080 ~~                    | example.com     | http
        GET http://example.org/x HTTP/1.1~Host: proxy.example~~              | example.org     | http
        POST http://u:p@example.org:81/x?u=http://y HTTP/1.1~Host: z.example~~ | example.org   | http
        CONNECT example.net:443 HTTP/1.1~Host: other.example~~               | example.net     | http
        CONNECT [2001:db8::1]:443 HTTP/1.1~~                                 | 2001:db8::1     | http
        GET / HTTP/1.0~~                                                     |                 | http
        GET / HTTP/1.1~Host: bad<script>name~~                               |                 | http
        GET / HTTP/1.1~Host: example.com                                     |                 | http
        GETTING STARTED                                                      |                 |
        SSH-2.0-client~                                                      |                 |
        """)
    void httpRequestsNameTheirHost(String request, String host, String protocol) {
        byte[] bytes = ascii(request.replace("~", "\r\n"));

        DeviceConnection event = event(opened(8_080).add(sent(8_080, 0, bytes)));

        assertThat(event.getHost()).isEqualTo(host);
        assertThat(event.getProtocol()).isEqualTo(protocol);
        assertThat(event.getHostSource()).isEqualTo(host == null ? HostSource.NONE : HostSource.HTTP_HOST);
    }

    @Test
    void insideAProxyTunnelTheGreetingNamesTheHost() {
        byte[] connect = ascii("CONNECT 198.51.100.9:443 HTTP/1.1\r\n\r\n");

        DeviceConnection event = event(opened(3_128)
                .add(sent(3_128, 0, connect))
                .add(sent(3_128, connect.length, records(message("inner.example.com"), 10_000))));

        assertThat(event.getHost()).isEqualTo("inner.example.com");
        assertThat(event.getHostSource()).isEqualTo(HostSource.TLS_SNI);
    }

    @ParameterizedTest(name = "{0} port {1}")
    @CsvSource({
        "dns.google, 443, doh",
        "abc.dns.nextdns.io, 443, doh",
        "abc.cloudflare-gateway.com, 443, doh",
        "abc.dns.controld.com, 443, doh",
        "dns.nextdns.io.example, 443, tls",
        "dns.google, 853, dot",
        "resolver.example, 853, dot",
        "www.example.com, 8443, tls"
    })
    void encryptedDnsIsSaid(String name, int port, String protocol) {
        DeviceConnection event = event(opened(port).add(sent(port, 0, records(message(name), 10_000))));

        assertThat(event.getProtocol()).isEqualTo(protocol);
        assertThat(event.getHost()).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"cloudflare-ech.com, , tls-ech, NONE", "shop.example.com, shop.example.com, tls, TLS_SNI"})
    void anEncryptedNameIsNotReplacedByItsCover(String shown, String host, String protocol, HostSource source) {
        byte[] hello = message(shown, ClientHellos.extension(0xfe0d, new byte[32]));

        DeviceConnection event = event(opened(443).add(sent(443, 0, records(hello, 10_000))));

        assertThat(event.getHost()).isEqualTo(host);
        assertThat(event.getProtocol()).isEqualTo(protocol);
        assertThat(event.getHostSource()).isEqualTo(source);
    }

    @Test
    void theFingerprintIsThatOfTheOffer() {
        DeviceConnection event = event(opened(443).add(sent(443, 0, records(message("www.example.com"), 10_000))));

        // GREASE is left out; the digests are SHA-256 of "1301,1302,c02b" and of "000d,002b_0403,0804".
        assertThat(event.getJa4()).isEqualTo("t13d0304h2_" + sha("1301,1302,c02b") + "_" + sha("000d,002b_0403,0804"));
    }

    private static String sha(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(ascii(text));
            return HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endlessRecordsAreGivenUp() {
        byte[] hello = join(hex("16 0301 4000 01 ffffff"), new byte[0x3ffc]);
        PcapFile file = opened(443);
        for (int i = 0; i < 40; i++) {
            file.add(sent(443, (long) i * hello.length, i == 0 ? hello : join(hex("16 0301 4000"), new byte[0x4000])));
        }

        Decoding decoding = file.decode();

        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.events().get(0).getHost()).isNull();
        assertThat(decoding.statistics().searchesGivenUp()).isEqualTo(1);
    }
}
