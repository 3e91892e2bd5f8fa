package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u16;
import static io.waybill.captures.packet.Packets.u32;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.name.Look;
import io.waybill.captures.name.QuicNames;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in QUIC, encrypted here the way a client does (RFC 9001) and read back by the decoder. */
class QuicTest {

    private static final byte[] CONNECTION = hex("8394c8f03e515708");
    private static final String V1_SALT = "38762cf7f55934b34d179ae6a4c80cadccbb7f0a";
    private static final byte[] HELLO = ClientHellos.message("quic.example.com");

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] expand(byte[] secret, String label, int length) throws GeneralSecurityException {
        byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = join(u16(length), new byte[] {(byte) name.length}, name, new byte[] {0, 1});
        return Arrays.copyOf(hmac(secret, info), length);
    }

    private static byte[] initial(
            String salt, String prefix, int version, int type, byte[] keyId, long number, byte[] frames) {
        return initial(salt, prefix, version, type, keyId, CONNECTION, number, 1, frames);
    }

    /** @param shownId the connection id in the packet, which after the first is another than that of the keys */
    private static byte[] initial(
            String salt,
            String prefix,
            int version,
            int type,
            byte[] keyId,
            byte[] shownId,
            long number,
            int numberBytes,
            byte[] frames) {
        try {
            byte[] client = expand(hmac(hex(salt), keyId), "client in", 32);
            byte[] key = expand(client, prefix + "key", 16);
            byte[] nonce = expand(client, prefix + "iv", 12);
            byte[] numbered = Arrays.copyOfRange(u32(number), 4 - numberBytes, 4);
            for (int i = 0; i < numberBytes; i++) {
                nonce[12 - numberBytes + i] ^= numbered[i];
            }
            byte[] header = join(
                    new byte[] {(byte) (0xc0 | type << 4 | numberBytes - 1)},
                    u32(version),
                    new byte[] {8},
                    shownId,
                    hex("00 00"),
                    u16(0x4000 | frames.length + 16 + numberBytes),
                    numbered);
            Cipher seal = Cipher.getInstance("AES/GCM/NoPadding");
            seal.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            seal.updateAAD(header);
            byte[] sealed = seal.doFinal(frames);
            Cipher mask = Cipher.getInstance("AES/ECB/NoPadding");
            mask.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(expand(client, prefix + "hp", 16), "AES"));
            byte[] bits = mask.doFinal(sealed, 4 - numberBytes, 16);
            header[0] ^= (byte) (bits[0] & 0x0f);
            for (int i = 0; i < numberBytes; i++) {
                header[header.length - numberBytes + i] ^= bits[1 + i];
            }
            return join(header, sealed);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] crypto(int offset, byte[] data) {
        return join(hex("06"), u16(0x4000 | offset), u16(0x4000 | data.length), data);
    }

    private static byte[] padded(byte[] frames) {
        return join(frames, new byte[Math.max(0, 1_100 - frames.length)]);
    }

    static byte[] v1(long number, byte[] frames) {
        return initial(V1_SALT, "quic ", 1, 0, CONNECTION, number, padded(frames));
    }

    private static DeviceConnection event(List<byte[]> datagrams) {
        PcapFile file = new PcapFile(101);
        datagrams.forEach(datagram -> file.add(ipUdp("192.168.1.10", 40_000, "203.0.113.5", 443, datagram)));
        List<DeviceConnection> events = file.decode().events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "version 1, 1, 'quic ', 0, 38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
        "version 2, 6b3343cf, 'quicv2 ', 1, 0dede3def700a6db819381be6e269dcbf9bd2ed9",
        "draft 29, ff00001d, 'quic ', 0, afbfec289993d24c9e9786f19c6111e04390a899",
        "draft 27, ff00001b, 'quic ', 0, c3eef712c72ebb5a11a7d2432bb46365bef9f502",
        "draft 34, ff000022, 'quic ', 0, 38762cf7f55934b34d179ae6a4c80cadccbb7f0a",
    })
    void everyVersionIsRead(String name, String version, String prefix, int type, String salt) {
        byte[] datagram =
                initial(salt, prefix, (int) Long.parseLong(version, 16), type, CONNECTION, 2, padded(crypto(0, HELLO)));

        DeviceConnection event = event(List.of(datagram));

        assertThat(event.getHost()).as(name).isEqualTo("quic.example.com");
        assertThat(event.getHostSource()).isEqualTo(HostSource.QUIC_SNI);
        assertThat(event.getProtocol()).isEqualTo("quic");
        assertThat(event.getJa4()).startsWith("q13d0304h2_");
    }

    @ParameterizedTest(name = "{0} in {1} bytes")
    @CsvSource({"1, 1", "255, 1", "1, 2", "65432, 2", "16776543, 3", "305419896, 4", "4293844428, 4"})
    void packetNumbersOfAnyLength(long number, int bytes) {
        byte[] frames = padded(crypto(0, HELLO));
        byte[] datagram = initial(V1_SALT, "quic ", 1, 0, CONNECTION, CONNECTION, number, bytes, frames);

        assertThat(event(List.of(datagram)).getHost()).isEqualTo("quic.example.com");
    }

    private static byte[] first(byte[] bytes) {
        return Arrays.copyOf(bytes, 50);
    }

    private static byte[] rest(byte[] bytes) {
        return Arrays.copyOfRange(bytes, 50, bytes.length);
    }

    @Test
    void laterPacketsShowTheServersIdAndKeepTheFirstKeys() {
        byte[] other = hex("0102030405060708");
        byte[] later = padded(crypto(50, rest(HELLO)));

        DeviceConnection event = event(List.of(
                v1(0, crypto(0, first(HELLO))), initial(V1_SALT, "quic ", 1, 0, CONNECTION, other, 1, 1, later)));

        assertThat(event.getHost()).isEqualTo("quic.example.com");
    }

    @Test
    void afterARetryTheKeysAreThoseOfTheNewId() {
        byte[] other = hex("0102030405060708");
        byte[] again = padded(crypto(0, HELLO));

        DeviceConnection event = event(
                List.of(v1(0, crypto(0, first(HELLO))), initial(V1_SALT, "quic ", 1, 0, other, other, 1, 1, again)));

        assertThat(event.getHost()).isEqualTo("quic.example.com");
    }

    @ParameterizedTest(name = "type {0} between")
    @ValueSource(strings = {"c0", "d0", "e0"})
    void packetsThatShareADatagramAreReadOneByOne(String type) {
        byte[] between = type.equals("c0")
                ? initial(V1_SALT, "quic ", 1, 0, CONNECTION, 1, hex("01 00 00 00 00"))
                : join(hex(type + "00000001 08"), CONNECTION, hex("00 03 aabbcc"));

        DeviceConnection event =
                event(List.of(join(v1(0, crypto(0, first(HELLO))), between, v1(2, crypto(50, rest(HELLO))))));

        assertThat(event.getHost()).isEqualTo("quic.example.com");
    }

    @Test
    void behindAPacketOfWrongFramesADatagramIsNotReadOn() {
        byte[] wrong = initial(V1_SALT, "quic ", 1, 0, CONNECTION, 1, hex("3f 00 00 00 00"));

        assertThat(event(List.of(join(wrong, v1(0, crypto(0, HELLO))))).getHost())
                .isNull();
    }

    @Test
    void aHandshakeThatIsNoGreetingEndsTheSearch() {
        byte[] other = HELLO.clone();
        other[0] = 2;

        assertThat(event(List.of(v1(0, crypto(0, other)), v1(1, crypto(0, HELLO))))
                        .getHost())
                .isNull();
    }

    /** What is cut off ends where the datagram does: nothing behind it is read. */
    @Test
    void aDatagramCutAnywhereIsReadToItsEnd() {
        byte[] datagram = v1(0, join(new byte[60], crypto(0, HELLO)));
        int number = 1 + 4 + 1 + 8 + 1 + 1 + 2;
        int helloEnds = number + 1 + 60 + 5 + HELLO.length;
        for (int length = 0; length < helloEnds + 3; length++) {
            QuicNames names = new QuicNames(4_096);

            Look look = names.datagram(Arrays.copyOf(datagram, length), 0, length);

            boolean named = look.finding() != null && look.finding().host() != null;
            assertThat(named).as("first %s bytes", length).isEqualTo(length >= helloEnds);
            assertThat(look.more()).isEqualTo(length < helloEnds);
            assertThat(names.bytesHeld() > 0).isEqualTo(length > helloEnds - HELLO.length);
        }
    }

    /** Twenty bytes from the packet number on are the least that can be read. */
    @ParameterizedTest(name = "{0} bytes from the number on")
    @CsvSource({"19, false", "20, true"})
    void theSampleHasToBeThere(int bytes, boolean read) {
        byte[] datagram = v1(0, crypto(0, HELLO));
        int length = 1 + 4 + 1 + 8 + 1 + 1 + 2 + bytes;
        QuicNames names = new QuicNames(4_096);

        names.datagram(datagram, 0, length);

        assertThat(names.bytesHeld() > 0).isEqualTo(read);
    }

    /** A packet as short as the seal that it needs: without content, and so without proof. */
    @Test
    void anEmptyPacketTellsNothing() {
        byte[] empty = initial(V1_SALT, "quic ", 1, 0, CONNECTION, CONNECTION, 0, 4, new byte[0]);
        byte[] right = v1(1, crypto(0, HELLO));

        assertThat(event(List.of(join(empty, right))).getHost()).isEqualTo("quic.example.com");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aGreetingInPiecesOverDatagramsInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < HELLO.length; ) {
            int end = Math.min(HELLO.length, at + 1 + random.nextInt(40));
            frames.add(crypto(at, Arrays.copyOfRange(HELLO, at, end)));
            at = end;
        }
        Collections.shuffle(frames, random);
        List<byte[]> datagrams = new ArrayList<>();
        int half = frames.size() / 2;
        datagrams.add(v1(0, join(hex("01"), join(frames.subList(0, half).toArray(byte[][]::new)))));
        datagrams.add(v1(
                1,
                join(
                        hex("02 00 00 00 00"),
                        join(frames.subList(half, frames.size()).toArray(byte[][]::new)))));

        assertThat(event(datagrams).getHost()).as("seed %d", seed).isEqualTo("quic.example.com");
    }

    @ParameterizedTest(name = "{0}, ECH {1}")
    @CsvSource({
        "cloudflare-ech.com, true, , quic-ech, NONE",
        "shop.example.com, true, shop.example.com, quic, QUIC_SNI",
        "dns.google, false, dns.google, doh, QUIC_SNI",
    })
    void encryptionOfNamesAndOfLookupsIsSaid(
            String shown, boolean ech, String host, String protocol, HostSource source) {
        byte[][] extensions = ech ? new byte[][] {ClientHellos.extension(0xfe0d, new byte[32])} : new byte[0][];

        DeviceConnection event = event(List.of(v1(0, crypto(0, ClientHellos.message(shown, extensions)))));

        assertThat(event.getHost()).isEqualTo(host);
        assertThat(event.getProtocol()).isEqualTo(protocol);
        assertThat(event.getHostSource()).isEqualTo(source);
    }

    @ParameterizedTest(name = "byte {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18, 19, 20, 30, 1_100})
    void aDamagedByteAnywhereHarmsNothing(int at) {
        byte[] damaged = v1(0, crypto(0, HELLO));
        damaged[at] ^= 0x55;
        byte[] right = v1(1, crypto(0, HELLO));

        DeviceConnection event = event(List.of(damaged, right));

        assertThat(event.getPacketsSent()).isEqualTo(2);
        assertThat(event.getHost()).isIn("quic.example.com", null);
        assertThat(event.getBytesSent()).isEqualTo(damaged.length + right.length + 56);
    }

    @Test
    void aCapturedBeginningIsEnough() {
        byte[] datagram = v1(0, crypto(0, HELLO));
        byte[] packet = ipUdp("192.168.1.10", 40_000, "203.0.113.5", 443, datagram);

        Decoding decoding = new PcapFile(101)
                .add(PcapFile.START_MILLIS, Arrays.copyOf(packet, 500), packet.length)
                .decode();

        assertThat(decoding.events()).extracting(DeviceConnection::getHost).containsExactly("quic.example.com");
    }

    @Test
    void whatCannotBeDecryptedIsStillQuic() {
        byte[] datagram = v1(0, crypto(0, HELLO));
        datagram[200] ^= 1;

        DeviceConnection event = event(List.of(datagram));

        assertThat(event.getProtocol()).isEqualTo("quic");
        assertThat(event.getHost()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Q043", "Q046"})
    void googlesVersionsSpeakInClear(String version) {
        byte[] chlo = googleHello("g.example.com");
        // The connection id starts like version 1 of the standard.
        byte[] head = version.equals("Q043")
                ? join(hex("09 0000000151570800"), Packets.ascii(version), hex("01"))
                : join(hex("c3"), Packets.ascii(version), hex("50"), CONNECTION, hex("00000001"));

        DeviceConnection event = event(List.of(join(head, new byte[12], hex("a0 01 0400"), chlo)));

        assertThat(event.getHost()).isEqualTo("g.example.com");
        assertThat(event.getHostSource()).isEqualTo(HostSource.QUIC_SNI);
    }

    @Test
    void googlesLastVersionIsEncryptedLikeTheStandards() {
        byte[] chlo = googleHello("g.example.com");
        byte[] frame = join(hex("08"), u16(0x4000), u16(0x4000 | chlo.length), chlo);
        byte[] datagram = initial(
                "504574efd066fe2f9d945cfcdbd3a7f0d3b56b45", "quic ", 0x51303530, 0, CONNECTION, 1, padded(frame));

        assertThat(event(List.of(datagram)).getHost()).isEqualTo("g.example.com");
        assertThat(event(List.of(v1(0, crypto(0, chlo)))).getHost()).isNull();
    }

    private static byte[] googleHello(String host) {
        byte[] name = Packets.ascii(host);
        return join(
                Packets.ascii("CHLO"),
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort((short) 2)
                        .array(),
                Packets.ascii("PAD\0"),
                hex("04000000"),
                Packets.ascii("SNI\0"),
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(4 + name.length)
                        .array(),
                new byte[4],
                name);
    }
}
