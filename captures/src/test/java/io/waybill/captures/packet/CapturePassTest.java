package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;
import static io.waybill.captures.packet.Packets.join;
import static io.waybill.captures.packet.Packets.u16;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Bound;
import io.waybill.captures.BoundHits;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.InputProblem;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.ReadContext;
import io.waybill.captures.packet.frame.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One reading from its first byte to its last event: what is told while it runs, and what in the end. */
class CapturePassTest {

    private static final String PHONE = "192.168.1.10";
    private static final String SERVER = "203.0.113.5";

    private final List<InputProblem> problems = new ArrayList<>();
    private final List<PacketStatistics> statistics = new ArrayList<>();
    private final List<Long> evictedByEvent = new ArrayList<>();
    private final BoundHits bounds = new BoundHits();

    private void read(CaptureInput.Source source, int maxFlows) {
        DecodeSettings settings = new DecodeSettings(maxFlows, 10_000, 10_000, 1_000, 1_000, 10, 2, 10);
        ReadContext context = new ReadContext(
                new NamedDevices().full(),
                KnownIdentifiers.NONE,
                event -> evictedByEvent.add(bounds.of(Bound.FLOWS)),
                problems::add,
                settings,
                bounds);
        new PcapFormat(statistics::add).read(List.of(new CaptureInput("test", -1, source)), context);
    }

    /** Each packet but the first pushes a flow out, and what was pushed out is told every 256 packets and in the end. */
    @Test
    void boundsAreToldWhileACaptureIsRead() {
        PcapFile file = new PcapFile(101);
        for (int i = 0; i < 600; i++) {
            file.addAt(PcapFile.START_MILLIS, ipUdp(PHONE, 40_000, SERVER, 1_000 + i, new byte[1]));
        }

        read(() -> new ByteArrayInputStream(file.bytes()), 1);

        assertThat(evictedByEvent).hasSize(600);
        assertThat(evictedByEvent.subList(0, 255)).containsOnly(0L);
        assertThat(evictedByEvent.subList(255, 511)).containsOnly(255L);
        assertThat(evictedByEvent.subList(511, 600)).containsOnly(511L);
        assertThat(bounds.of(Bound.FLOWS)).isEqualTo(599);
    }

    /** 1,024 beginnings are held; those before them, each pushing out the flow before, do not wait for the end of the capture. */
    @Test
    void beginningsThatAreGivenUpAreHandedOnWhileACaptureIsRead() {
        PcapFile file = new PcapFile(101);
        for (int i = 0; i < 1_100; i++) {
            byte[] beginning = Arrays.copyOf(Packets.udp(1_000 + i, 4_242, new byte[100]), 32);
            file.addAt(PcapFile.START_MILLIS, Packets.ipv4(PHONE, SERVER, 17, i, 0x2000, beginning));
        }
        AtomicInteger whileOpen = new AtomicInteger();
        InputStream stream = new ByteArrayInputStream(file.bytes()) {
            @Override
            public void close() {
                whileOpen.set(evictedByEvent.size());
            }
        };

        read(() -> stream, 1);

        assertThat(whileOpen).hasValue(75);
        assertThat(evictedByEvent).hasSize(1_100);
        assertThat(bounds.of(Bound.FRAGMENTS)).isEqualTo(76);
    }

    /** A greeting longer than is kept, one answer and one lease too many. */
    @Test
    void eachBoundThatIsHitIsTold() {
        byte[] greeting = join(hex("16 0301 ea80 01 00ea60"), new byte[900]);
        byte[] lease = join(
                hex("02 01 06 00"),
                new byte[12],
                Packets.address(PHONE),
                new byte[8],
                hex("020000000077"),
                new byte[202]);
        PcapFile file = new PcapFile(101)
                .add(ipTcp(PHONE, 40_000, SERVER, 443, 1, ACK, greeting))
                .add(ipTcp(PHONE, 40_000, SERVER, 443, 1 + greeting.length, ACK, new byte[900]))
                .add(ipUdp("192.168.1.1", 67, PHONE, 68, join(lease, hex("63825363 3501 05 ff"))));
        for (String last : new String[] {"01", "02", "03"}) {
            String question = "01 61 00 0001 0001";
            String answer = "c00c 0001 0001 0000003c 0004 cb0071" + last;
            file.add(ipUdp(PHONE, 50_000, SERVER, 53, hex("0001 0100 0001 0000 0000 0000" + question)))
                    .add(ipUdp(SERVER, 53, PHONE, 50_000, hex("0001 8180 0001 0001 0000 0000" + question + answer)));
        }

        read(() -> new ByteArrayInputStream(file.bytes()), 10);

        assertThat(bounds).hasToString("name-searches 1, dns-answers 1, leases 1");
        assertThat(statistics.get(0).leases()).isEqualTo(1);
    }

    /** A fragment held, one nobody completes, what is no IP and what is no packet: each has its verdict and its number. */
    @Test
    void everyPacketHasAVerdict() {
        byte[] packet = ipUdp(PHONE, 40_000, SERVER, 4_242, new byte[1]);
        byte[] unheard = Packets.ipv4(PHONE, SERVER, 17, 9, 0x2004, new byte[8]);
        byte[] file = new PcapFile(101)
                .add(packet)
                .add(unheard)
                .add(hex("45"))
                .add(hex("0000"))
                .add(packet)
                .bytes();

        read(() -> new ByteArrayInputStream(file), 10);

        PacketStatistics seen = statistics.get(0);
        assertThat(seen.capture()).isEqualTo("test");
        assertThat(seen.bytes()).isEqualTo(file.length);
        assertThat(seen.packets()).isEqualTo(5);
        assertThat(seen.verdicts().values().stream().mapToLong(n -> n).sum()).isEqualTo(5);
        assertThat(seen.verdicts()).containsEntry(Verdict.DECODED, 2L).containsEntry(Verdict.FRAGMENT_HELD, 1L);
        assertThat(seen.flows()).isEqualTo(1);
        assertThat(seen.fragmentsExpired()).isEqualTo(1);
        assertThat(problems).isEmpty();
    }

    @Test
    void anInputThatCannotBeOpenedOrClosedIsAProblem() {
        read(
                () -> {
                    throw new IOException("absent");
                },
                10);
        byte[] file = new PcapFile(101)
                .add(ipUdp(PHONE, 40_000, SERVER, 4_242, new byte[1]))
                .bytes();
        InputStream stuck = new ByteArrayInputStream(file) {
            @Override
            public void close() throws IOException {
                throw new IOException("stuck");
            }
        };
        read(() -> stuck, 10);

        assertThat(problems)
                .extracting(InputProblem::describe)
                .containsExactly("test: cannot be opened or closed: absent", "test: cannot be opened or closed: stuck");
        assertThat(statistics).extracting(PacketStatistics::bytes).containsExactly(0L, (long) file.length);
        assertThat(statistics).extracting(PacketStatistics::flows).containsExactly(0L, 1L);
    }

    /** Flow data whose template never comes is told when the capture ends. */
    @Test
    void whatAnExportLeftUnsaidIsTold() {
        byte[] data = join(hex("0009 0001"), new byte[16], u16(256), u16(8), new byte[4]);
        byte[] file = new PcapFile(101)
                .add(ipUdp("10.0.0.1", 50_000, "10.0.0.2", 2_055, data))
                .bytes();

        read(() -> new ByteArrayInputStream(file), 10);

        assertThat(problems)
                .extracting(InputProblem::reason)
                .containsExactly("1 sets of flow data whose template never came");
        assertThat(statistics.get(0).netflowPackets()).isEqualTo(1);
    }
}
