package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.SYN;
import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.KnownIdentifiers.Identifier;
import io.waybill.schemas.DeviceConnection;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Identifiers of the sending device in clear text, in every dress. The digests were made with sha256sum and its
 * siblings.
 */
class LeaksTest {

    private static final String PHONE = "192.168.1.10";
    private static final String SERVER = "203.0.113.5";
    private static final KnownIdentifiers IDENTIFIERS = device -> device.equals("phone-7")
            ? List.of(
                    new Identifier("IMEI", "490154203237518"),
                    new Identifier("IMSI", "262011234567890"),
                    new Identifier("PHONE_NUMBER", "+491701234567"),
                    new Identifier("MAC", "02:1a:2b:3c:4d:5e"),
                    new Identifier("SERIAL", "R58M123ABCD"),
                    new Identifier("ADVERTISING_ID", "38400000-8cf0-11bd-b23e-10b96e40000d"))
            : List.of();

    private static List<String> leaksOf(byte[]... packets) {
        PcapFile file = new PcapFile(101);
        for (byte[] packet : packets) {
            file.add(packet);
        }
        NamedDevices devices = new NamedDevices().device("phone-7", PHONE).device("phone-8", "192.168.1.11");
        List<DeviceConnection> events = Decoding.of(file.bytes(), DecodeSettings.DEFAULTS, devices, IDENTIFIERS)
                .events();
        assertThat(events).hasSize(1);
        return events.get(0).getLeaks();
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
        imei=490154203237518&x=1                                    | IMEI
        imei=49-015420-323751-8                                     | IMEI
        imei=49%20015420%20323751                                   | IMEI
        iv=4901542032375101                                         | IMEI
        {"id":"343930313534323033323337353138"}                     | IMEI
        q=NDkwMTU0MjAzMjM3NTE4                                      | IMEI
        q=eNDkwMTU0MjAzMjM3NTE4                                     | IMEI
        h=0eaed834a1e6f4b2bf0c024e0013dea1                          | IMEI
        H=0EAED834A1E6F4B2BF0C024E0013DEA1                          | IMEI
        h=45491dd5d3044ce73037e8b4ea7e5d1022b6863c | MAC
        h=c1f83e17c9380c5414ceb0f3aadafe2cf751bcf83927ac1a61d9065e79aff3a8 | SERIAL
        h=HwtitfBfMF6SUciL4nyeUZRJ6ONKAKWewKU02F7Prwg | IMEI
        imsi=262 01 1234567890                                      | IMSI
        tel=%2B49%20170%201234567                                   | PHONE_NUMBER
        tel=+49 (170) 123-4567                                      | PHONE_NUMBER
        mac=02:1A:2B:3C:4D:5E                                       | MAC
        mac=02%3a1a%3a2b%3a3c%3a4d%3a5e                             | MAC
        mac=021a2b3c4d5e                                            | MAC
        mac=02-1a-2b-3c-4d-5e                                       | MAC
        sn=r58m123abcd                                              | SERIAL
        ad=38400000-8CF0-11BD-B23E-10B96E40000D                     | ADVERTISING_ID
        ad=384000008cf011bdb23e10b96e40000d                         | ADVERTISING_ID
        imei=490154203247518                                        |
        imei=49015420x3237518                                       |
        sn=R58M123                                                  |
        """)
    void anIdentifierIsFoundAndOnlyItsKindIsSaid(String payload, String kind) {
        byte[] request = ipUdp(PHONE, 40_000, SERVER, 4_242, ascii(payload));

        assertThat(leaksOf(request)).isEqualTo(kind == null ? List.of() : List.of(kind));
    }

    @Test
    void kindsAreSortedAndNotRepeated() {
        byte[] request = ipUdp(
                PHONE, 40_000, SERVER, 4_242, ascii("490154203237518 R58M123ABCD 490154203237518 02:1a:2b:3c:4d:5e"));

        assertThat(leaksOf(request)).containsExactly("IMEI", "MAC", "SERIAL");
    }

    @ParameterizedTest(name = "cut at {0}")
    @ValueSource(ints = {1, 8, 12, 20, 30})
    void aCutBetweenSegmentsHidesNothing(int cut) {
        byte[] text = ascii("x=R58M123ABCD&imei=490154203237518");

        assertThat(leaksOf(
                        ipTcp(PHONE, 40_000, SERVER, 4_242, 1, SYN, new byte[0]),
                        ipTcp(PHONE, 40_000, SERVER, 4_242, 2, ACK, Arrays.copyOf(text, cut)),
                        ipTcp(PHONE, 40_000, SERVER, 4_242, 2 + cut, ACK, Arrays.copyOfRange(text, cut, text.length))))
                .containsExactly("IMEI", "SERIAL");
    }

    @Test
    void singleBytesHideNothing() {
        byte[] text = ascii("x=R58M123ABCD&imei=490154203237518");
        byte[][] packets = new byte[text.length][];
        for (int i = 0; i < text.length; i++) {
            packets[i] = ipTcp(PHONE, 40_000, SERVER, 4_242, 1 + i, ACK, new byte[] {text[i]});
        }

        assertThat(leaksOf(packets)).containsExactly("IMEI", "SERIAL");
    }

    @Test
    void datagramsDoNotContinueEachOther() {
        assertThat(leaksOf(
                        ipUdp(PHONE, 40_000, SERVER, 4_242, ascii("x=R58M12")),
                        ipUdp(PHONE, 40_000, SERVER, 4_242, ascii("3ABCD"))))
                .isEmpty();
    }

    @Test
    void digitsOfAnotherDatagramOrBehindAGapAreOthers() {
        assertThat(leaksOf(
                        ipUdp(PHONE, 40_000, SERVER, 4_242, ascii("imei=4901542")),
                        ipUdp(PHONE, 40_000, SERVER, 4_242, ascii("03237518"))))
                .isEmpty();
        assertThat(leaksOf(
                        ipTcp(PHONE, 40_000, SERVER, 4_242, 1, ACK, ascii("imei=4901542")),
                        ipTcp(PHONE, 40_000, SERVER, 4_242, 14, ACK, ascii("03237518"))))
                .isEmpty();
    }

    @Test
    void whatOthersSendIsNotThisDevicesLeak() {
        assertThat(leaksOf(
                        ipUdp(PHONE, 40_000, SERVER, 4_242, ascii("x")),
                        ipUdp(SERVER, 4_242, PHONE, 40_000, ascii("R58M123ABCD"))))
                .isEmpty();
        assertThat(leaksOf(ipUdp("192.168.1.11", 40_000, SERVER, 4_242, ascii("R58M123ABCD"))))
                .isEmpty();
    }

    @Test
    void whatIsEncryptedIsNotLookedInto() {
        byte[] hello = ClientHellos.records(ClientHellos.message("www.example.com"), 10_000);

        assertThat(leaksOf(
                        ipTcp(PHONE, 40_000, SERVER, 443, 1, ACK, hello),
                        ipTcp(PHONE, 40_000, SERVER, 443, 1 + hello.length, ACK, join(ascii("R58M123ABCD")))))
                .isEmpty();
    }
}
