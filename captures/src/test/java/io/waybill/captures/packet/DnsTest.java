package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u16;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What a device's own DNS answers teach, and what its lookups are called. */
class DnsTest {

    private static final String PHONE = "192.168.1.10";
    private static final String RESOLVER = "192.168.1.1";
    private static final String SERVER = "203.0.113.5";
    private static final long START = PcapFile.START_MILLIS;

    private static byte[] query(int id, String name, int type) {
        return message(id, name, type).toWire();
    }

    private static Message message(int id, String name, int type) {
        try {
            Message message = Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
            message.getHeader().setID(id);
            return message;
        } catch (TextParseException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] answer(int id, String name, int ttl) {
        return answer(id, name, ttl, 5);
    }

    private static byte[] answer(int id, String name, int ttl, int lastByte) {
        try {
            Message message = message(id, name, Type.A);
            message.getHeader().setFlag(Flags.QR);
            Name asked = Name.fromString(name);
            Name real = Name.fromString("cdn.example.");
            message.addRecord(new CNAMERecord(asked, DClass.IN, ttl, real), Section.ANSWER);
            message.addRecord(
                    new ARecord(real, DClass.IN, ttl, InetAddress.getByName("203.0.113." + lastByte)), Section.ANSWER);
            return message.toWire();
        } catch (TextParseException | UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] error(int id, String name, int type, int code) {
        Message message = message(id, name, type);
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setRcode(code);
        return message.toWire();
    }

    private static byte[] asked(byte[] query) {
        return ipUdp(PHONE, 50_000, RESOLVER, 53, query);
    }

    private static byte[] answered(byte[] reply) {
        return ipUdp(RESOLVER, 53, PHONE, 50_000, reply);
    }

    private static byte[] contact(String device) {
        return ipUdp(device, 40_000, SERVER, 4_242, hex("00"));
    }

    private static DeviceConnection contactIn(PcapFile file) {
        return file.decode().events().stream()
                .filter(event -> event.getRemotePort() == 4_242)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} s after an answer for {1} s: {2}")
    @CsvSource({
        "1, 60, www.example.com",
        "299, 60, www.example.com",
        "301, 60,",
        "900, 1000, www.example.com",
        "90000, 999999999,"
    })
    void anAnswerNamesTheContactsThatFollow(long seconds, int ttl, String name) {
        DeviceConnection event = contactIn(new PcapFile(101)
                .addAt(START, asked(query(1, "WWW.Example.com.", Type.A)))
                .addAt(START, answered(answer(1, "www.example.com.", ttl)))
                .addAt(START + seconds * 1_000, contact(PHONE)));

        assertThat(event.getHost()).isEqualTo(name);
        assertThat(event.getHostSource()).isEqualTo(name == null ? HostSource.NONE : HostSource.DNS);
    }

    @Test
    void theAnswerToOneDeviceNamesNothingForAnother() {
        assertThat(contactIn(new PcapFile(101)
                                .add(asked(query(1, "www.example.com.", Type.A)))
                                .add(answered(answer(1, "www.example.com.", 60)))
                                .add(contact("192.168.1.11")))
                        .getHost())
                .isNull();
    }

    @Test
    void anAnswerNobodyAskedForTeachesNothing() {
        assertThat(contactIn(new PcapFile(101)
                                .add(asked(query(1, "www.example.com.", Type.A)))
                                .add(answered(answer(2, "bank.example.", 60)))
                                .add(contact(PHONE)))
                        .getHost())
                .isNull();
        byte[] forged = answer(2, "bank.example.", 60);
        assertThat(contactIn(new PcapFile(101)
                                .add(answered(forged))
                                .add(answered(forged))
                                .add(contact(PHONE)))
                        .getHost())
                .as("an answer is no question, for the next one either")
                .isNull();
        assertThat(contactIn(new PcapFile(101)
                                .add(answered(query(2, "bank.example.", Type.A)))
                                .add(answered(forged))
                                .add(contact(PHONE)))
                        .getHost())
                .as("nor is what the one who answers asks")
                .isNull();
    }

    @Test
    void answersOverTcpCount() {
        byte[] query = query(1, "www.example.com.", Type.A);
        byte[] answer = answer(1, "www.example.com.", 60);

        assertThat(contactIn(new PcapFile(101)
                                .add(ipTcp(PHONE, 50_000, RESOLVER, 53, 1, ACK, join(u16(query.length), query)))
                                .add(ipTcp(RESOLVER, 53, PHONE, 50_000, 1, ACK, join(u16(answer.length), answer)))
                                .add(contact(PHONE)))
                        .getHost())
                .isEqualTo("www.example.com");
    }

    @Test
    void severalMessagesInOneSegmentCountEach() {
        byte[] queries = join(framed(query(1, "other.example.", Type.A)), framed(query(2, "www.example.com.", Type.A)));
        byte[] answers = join(framed(answer(1, "other.example.", 60, 9)), framed(answer(2, "www.example.com.", 60)));

        assertThat(contactIn(new PcapFile(101)
                                .add(ipTcp(PHONE, 50_000, RESOLVER, 53, 1, ACK, queries))
                                .add(ipTcp(RESOLVER, 53, PHONE, 50_000, 1, ACK, answers))
                                .add(contact(PHONE)))
                        .getHost())
                .isEqualTo("www.example.com");
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 2, 3, 11, 12, 13, 30})
    void aMessageCutOverTcpTeachesNothingAndHarmsNothing(int bytes) {
        byte[] cut = Arrays.copyOf(framed(answer(1, "www.example.com.", 60)), bytes);

        assertThat(contactIn(new PcapFile(101)
                                .add(ipTcp(
                                        PHONE,
                                        50_000,
                                        RESOLVER,
                                        53,
                                        1,
                                        ACK,
                                        framed(query(1, "www.example.com.", Type.A))))
                                .add(ipTcp(RESOLVER, 53, PHONE, 50_000, 1, ACK, cut))
                                .add(contact(PHONE)))
                        .getHost())
                .isNull();
    }

    /** Segments of so many bytes, the second and third swapped where there are three. */
    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {1, 2, 3, 7, 20, 60, 1_000})
    void messagesOverSeveralSegmentsArePutTogether(int bytes) {
        byte[] query = framed(query(1, "www.example.com.", Type.A));
        byte[] answers = join(framed(answer(1, "www.example.com.", 60)), framed(answer(9, "late.example.", 60, 9)));
        PcapFile file = new PcapFile(101);
        for (int at = 0; at < query.length; at += bytes) {
            byte[] part = Arrays.copyOfRange(query, at, Math.min(at + bytes, query.length));
            file.add(ipTcp(PHONE, 50_000, RESOLVER, 53, 1 + at, ACK, part));
        }
        List<byte[]> segments = new ArrayList<>();
        for (int at = 0; at < answers.length; at += bytes) {
            byte[] part = Arrays.copyOfRange(answers, at, Math.min(at + bytes, answers.length));
            segments.add(ipTcp(RESOLVER, 53, PHONE, 50_000, 1 + at, ACK, part));
        }
        if (segments.size() > 2) {
            Collections.swap(segments, 1, 2);
        }
        segments.forEach(file::add);

        assertThat(contactIn(file.add(contact(PHONE))).getHost()).isEqualTo("www.example.com");
    }

    @Test
    void eachSegmentMayHoldAMessageOfItsOwn() {
        PcapFile file = new PcapFile(101);
        long sequence = 1;
        for (String name : List.of("a.example.", "b.example.", "c.example.")) {
            byte[] query = framed(query(1, name, Type.A));
            file.add(ipTcp(PHONE, 50_000, RESOLVER, 53, sequence, ACK, query));
            sequence += query.length;
        }

        assertThat(file.decode().events()).extracting(DeviceConnection::getHost).containsExactly("c.example");
    }

    @Test
    void aMessageWithoutEndIsGivenUpAndCounted() {
        PcapFile file = new PcapFile(101)
                .add(ipTcp(PHONE, 50_000, RESOLVER, 53, 1, ACK, framed(query(1, "www.example.com.", Type.A))));
        byte[] endless = new byte[1_400];
        endless[0] = (byte) 0xff;
        endless[1] = (byte) 0xff;
        for (int i = 0; i < 60; i++) {
            file.add(ipTcp(RESOLVER, 53, PHONE, 50_000, 1 + 1_400L * i, ACK, endless));
        }
        Decoding decoding = file.decode();

        assertThat(decoding.statistics().searchesGivenUp()).isEqualTo(1);
        assertThat(decoding.events()).hasSize(1);
        assertThat(decoding.events().get(0).getPacketsReceived()).isEqualTo(60);
    }

    private static byte[] framed(byte[] message) {
        return join(u16(message.length), message);
    }

    @ParameterizedTest(name = "port {0}")
    @ValueSource(ints = {5_353, 5_355, 137})
    void whatIsAskedAroundTeachesNothing(int port) {
        assertThat(contactIn(new PcapFile(101)
                                .add(ipUdp(PHONE, port, "224.0.0.251", port, query(1, "www.example.com.", Type.A)))
                                .add(ipUdp(SERVER, port, "224.0.0.251", port, answer(1, "www.example.com.", 60)))
                                .add(ipUdp(SERVER, port, PHONE, port, answer(1, "www.example.com.", 60)))
                                .add(contact(PHONE)))
                        .getHost())
                .isNull();
    }

    @Test
    void tooManyAnswersPushOutTheOldest() {
        PcapFile file = new PcapFile(101);
        for (int i = 1; i <= 3; i++) {
            file.add(asked(query(i, "www.example.com.", Type.A))).add(answered(answer(i, "www.example.com.", 60, i)));
        }
        DecodeSettings two = new DecodeSettings(100, 1_000_000, 1_000_000, 1_000, 10_000, 10, 2, 10);

        Decoding decoding = Decoding.of(file.bytes(), two, Decoding.NO_INVENTORY, KnownIdentifiers.NONE);

        assertThat(decoding.statistics().answersForgotten()).isEqualTo(1);
    }

    @Test
    void everyTransactionIsAnEvent() {
        List<DeviceConnection> events = new PcapFile(101)
                .add(asked(query(1, "a.example.", Type.A)))
                .add(asked(query(2, "b.example.", Type.A)))
                .add(answered(answer(1, "a.example.", 60)))
                .add(asked(query(1, "a.example.", Type.A)))
                .decode()
                .events();

        assertThat(events).extracting(DeviceConnection::getPacketsSent).containsExactly(1L, 2L);
        assertThat(events).extracting(DeviceConnection::getProtocol).containsOnly("dns");
    }

    @ParameterizedTest(name = "type {0}, code {1}: {2}")
    @CsvSource({"1, 0,", "28, 0,", "65, 0,", "1, 3, x.example", "16, 0, x.example", "10, 0, x.example", "12, 3,"})
    void aLookupThatLeadsToNoContactKeepsItsName(int type, int code, String name) {
        List<DeviceConnection> events = new PcapFile(101)
                .add(asked(query(1, "x.example.", type)))
                .add(answered(error(1, "x.example.", type, code)))
                .decode()
                .events();

        assertThat(events).extracting(DeviceConnection::getHost).containsExactly(name);
        assertThat(events)
                .extracting(DeviceConnection::getHostSource)
                .containsExactly(name == null ? HostSource.NONE : HostSource.DNS);
    }

    @Test
    void anUnansweredLookupKeepsItsName() {
        List<DeviceConnection> events = new PcapFile(101)
                .add(asked(query(1, "x.example.", Type.A)))
                .decode()
                .events();

        assertThat(events).extracting(DeviceConnection::getHost).containsExactly("x.example");
    }

    /** A header alone is a transaction; less is none. */
    @ParameterizedTest(name = "{0} bytes: {1} events")
    @CsvSource({"11, 1", "12, 2"})
    void transactionsAreToldApartByTheirNumber(int bytes, int events) {
        assertThat(new PcapFile(101)
                        .add(asked(Arrays.copyOf(hex("0001"), bytes)))
                        .add(asked(Arrays.copyOf(hex("0002"), bytes)))
                        .decode()
                        .events())
                .hasSize(events);
    }

    @Test
    void rubbishOnPort53IsAFlowLikeAnyOther() {
        List<DeviceConnection> events = new PcapFile(101)
                .add(asked(hex("ffffffffffffffffffffffffffffff")))
                .add(asked(hex("00")))
                .decode()
                .events();

        assertThat(events).hasSize(2);
        assertThat(events).extracting(DeviceConnection::getHost).containsOnlyNulls();
    }
}
