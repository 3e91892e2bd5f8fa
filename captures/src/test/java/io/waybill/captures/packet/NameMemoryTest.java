package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What connections keep while their name is looked for: 32 MiB in all, and nothing once it is found or they are over. */
@Tag("slow")
class NameMemoryTest {

    private static final byte[] BIG_GREETING = ClientHellos.records(
            ClientHellos.message("a.example.com", ClientHellos.extension(0x7777, new byte[59_000])), 16_000);

    /** As long as a part of a QUIC greeting can say where it stands. */
    private static final byte[] LONG_GREETING =
            ClientHellos.message("a.example.com", ClientHellos.extension(0x7777, new byte[16_000]));

    /** What one connection sends, in the order of its packets. */
    private static List<byte[]> sent(String what) {
        byte[] lookup = join(hex("e678"), new byte[59_000]);
        return switch (what) {
            case "greeting without end" -> List.of(join(hex("16 0301 ea80 01 00ea60"), new byte[59_991]));
            case "lookup without end" -> List.of(join(hex("ea61"), new byte[59_998]));
            case "greeting that comes whole" -> inTwo(BIG_GREETING);
            case "lookup that comes whole" -> inTwo(lookup);
            case "QUIC greeting that comes whole" ->
                List.of(
                        QuicTest.v1(
                                0, QuicTest.crypto(500, Arrays.copyOfRange(LONG_GREETING, 500, LONG_GREETING.length))),
                        QuicTest.v1(1, QuicTest.crypto(0, Arrays.copyOf(LONG_GREETING, 500))));
            default -> List.of(QuicTest.v1(0, QuicTest.crypto(16_000, new byte[100])));
        };
    }

    private static List<byte[]> inTwo(byte[] all) {
        int cut = all.length - 1_000;
        return List.of(Arrays.copyOf(all, cut), Arrays.copyOfRange(all, cut, all.length));
    }

    @ParameterizedTest(name = "{1} connections of a {0}, {2} at a time: {3} given up")
    @CsvSource({
        "greeting without end, 600, 1000, 41",
        "greeting without end, 600, 1, 0",
        "lookup without end, 600, 1000, 41",
        "lookup without end, 600, 1, 0",
        "QUIC greeting in parts, 2200, 3000, 116",
        "QUIC greeting in parts, 2200, 1, 0",
        "greeting that comes whole, 600, 1000, 0",
        "lookup that comes whole, 600, 1000, 0",
        "QUIC greeting that comes whole, 2200, 3000, 0",
    })
    void searchesThatAreGivenUp(String what, int connections, int atATime, long givenUp) {
        List<byte[]> payloads = sent(what);
        int port = what.startsWith("lookup") ? 53 : 443;
        PcapFile file = new PcapFile(101);
        for (int i = 0; i < connections; i++) {
            long sequence = 1;
            for (byte[] payload : payloads) {
                file.addAt(
                        PcapFile.START_MILLIS,
                        what.startsWith("QUIC")
                                ? ipUdp("10.0.0.1", 1_024 + i, "10.0.0.2", port, payload)
                                : ipTcp("10.0.0.1", 1_024 + i, "10.0.0.2", port, sequence, ACK, payload));
                sequence += payload.length;
            }
        }
        DecodeSettings settings = new DecodeSettings(atATime, 10_000, 10_000, 65_536, 65_536, 10, 10, 10);

        Decoding decoding = Decoding.of(file.bytes(), settings, Decoding.NO_INVENTORY, KnownIdentifiers.NONE);

        assertThat(decoding.events()).hasSize(connections);
        assertThat(decoding.statistics().searchesGivenUp()).isEqualTo(givenUp);
    }
}
