package io.waybill.captures.flow;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Addresses;
import io.waybill.captures.DeviceResolver;
import io.waybill.captures.packet.frame.RawPacket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases are learnt from whole acknowledgements only. */
class DhcpLeasesTest {

    private static final long NOW = Frames.NOW;
    private static final int TAKEN = 2;

    private final List<String> leases = new ArrayList<>();
    private final FlowCounters counters = new FlowCounters();
    private final DhcpLeases dhcp = new DhcpLeases(
            new DeviceResolver() {
                @Override
                public @Nullable String deviceAt(byte @Nullable [] mac, byte @Nullable [] ip, long timeMillis) {
                    return null;
                }

                @Override
                public @Nullable String deviceNamed(String text, long timeMillis) {
                    return null;
                }

                @Override
                public boolean lease(byte[] mac, byte[] ip, long fromMillis, long untilMillis) {
                    leases.add("%s %s %d +%d"
                            .formatted(
                                    HexFormat.of().formatHex(mac),
                                    Addresses.text(ip),
                                    fromMillis - NOW,
                                    (untilMillis - fromMillis) / 1_000));
                    return leases.size() <= TAKEN;
                }
            },
            counters);

    private void packet(int sourcePort, byte[] payload) {
        packet(sourcePort, payload, hex("3501 05"));
    }

    private void packet(int sourcePort, byte[] payload, byte[] behind) {
        byte[] ip = ipUdp("192.168.1.1", sourcePort, "192.168.1.10", 68, payload);
        RawPacket packet = new RawPacket();
        packet.set(join(ip, behind), 0, ip.length, ip.length, NOW, 101);
        dhcp.packet(Frames.of(packet));
    }

    private static byte[] message(String start, String address, String cookie, String options) {
        return join(
                hex(start),
                new byte[12],
                hex(address),
                new byte[8],
                hex("020000000077"),
                new byte[202],
                hex(cookie),
                hex(options));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        as usual                       | 3600       | 3501 05 3304 00000e10 ff
        lease before type              | 3600       | 3304 00000e10 3501 05 ff
        padding between                | 3600       | 00 00 3501 05 00 3304 00000e10
        other options between          | 60         | 0104 ffffff00 3501 05 0306 000000000000 3304 0000003c ff
        no end                         | 60         | 3304 0000003c 3501 05
        no time                        | 3600       | 3501 05 ff
        time of two bytes              | 3600       | 3501 05 3302 003c ff
        for ever                       | 4294967295 | 3501 05 3304 ffffffff ff
        type behind the end            | -          | 3304 0000003c ff 3501 05
        time behind the end            | 3600       | 3501 05 ff 3304 0000003c
        offer                          | -          | 3501 02 3304 0000003c ff
        refusal                        | -          | 3501 06 ff
        type of two bytes              | -          | 3502 0500 ff
        type that is cut off           | -          | 3304 0000003c 3501
        type without length            | -          | 3304 0000003c 35
        time that is cut off           | 3600       | 3501 05 3304 00003c
        option longer than the message | -          | 0c40 61626364 3501 05 ff
        """)
    void optionsOfAMessage(String name, @Nullable Long seconds, String options) {
        packet(67, message("02 01 06 00", "c0a8010a", "63825363", options));

        assertThat(leases)
                .as(name)
                .isEqualTo(seconds == null ? List.of() : List.of("020000000077 192.168.1.10 0 +" + seconds));
        assertThat(counters.leases).isEqualTo(seconds == null ? 0 : 1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a request           | 67 | 01 01 06 00 | c0a8010a | 63825363
        from another port   | 68 | 02 01 06 00 | c0a8010a | 63825363
        other than Ethernet | 67 | 02 01 08 00 | c0a8010a | 63825363
        no cookie           | 67 | 02 01 06 00 | c0a8010a | 63825364
        no address          | 67 | 02 01 06 00 | 00000000 | 63825363
        """)
    void whatIsNoAcknowledgement(String name, int port, String start, String address, String cookie) {
        packet(port, message(start, address, cookie, "3501 05 ff"));

        assertThat(leases).as(name).isEmpty();
    }

    /** Whether or not anything lies behind it in the buffer. */
    @ParameterizedTest(name = "first {0} bytes")
    @ValueSource(ints = {1, 2, 100, 220, 230, 236, 239, 240, 241, 242})
    void aMessageThatIsCutOff(int bytes) {
        byte[] cut = Arrays.copyOf(message("02 01 06 00", "c0a8010a", "63825363", "350105"), bytes);
        packet(67, cut);
        packet(67, cut, new byte[0]);

        assertThat(leases).isEmpty();
    }

    @Test
    void whatIsNotTakenIsCounted() {
        for (int i = 0; i <= TAKEN; i++) {
            packet(67, message("02 01 06 00", "c0a8010" + i, "63825363", "3501 05 ff"));
        }

        assertThat(counters.leases()).isEqualTo(TAKEN + 1);
        assertThat(counters.leasesDropped()).isEqualTo(1);
    }
}
