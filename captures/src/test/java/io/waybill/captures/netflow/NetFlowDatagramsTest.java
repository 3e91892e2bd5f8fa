package io.waybill.captures.netflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.AddressParser;
import io.waybill.captures.Addresses;
import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetFlowDatagramsTest {
    private static final byte[] EXPORTER = {(byte) 192, 0, 2, 1};
    private static final int EXPORT_SECONDS = 1_400_000_000;

    private final Reading reading = new Reading();
    private final NetFlowDatagrams datagrams = new NetFlowDatagrams("flows.pcap", reading.context());

    private void take(byte[] payload, long position) {
        datagrams.take(EXPORTER, payload, 0, payload.length, position);
    }

    private static byte[] ip(String text) {
        return AddressParser.ip(text);
    }

    private static ByteBuffer v5(int records, int sampling) {
        return ByteBuffer.allocate(24 + 48 * records)
                .putShort((short) 5)
                .putShort((short) records)
                .putInt(100_000)
                .putInt(EXPORT_SECONDS)
                .putInt(0)
                .putInt(7)
                .put((byte) 0)
                .put((byte) 0)
                .putShort((short) (0x4000 | sampling));
    }

    private static void v5Record(
            ByteBuffer to, String from, int fromPort, String dest, int destPort, int bytes, int first, int flags) {
        to.put(ip(from))
                .put(ip(dest))
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 2)
                .putInt(3)
                .putInt(bytes)
                .putInt(first)
                .putInt(first + 2_000)
                .putShort((short) fromPort)
                .putShort((short) destPort)
                .put((byte) 0)
                .put((byte) flags)
                .put((byte) 6)
                .put((byte) 0)
                .putInt(0)
                .putInt(0);
    }

    @Test
    void bothDirectionsOfAVersion5ConversationAreOneEvent() {
        ByteBuffer datagram = v5(2, 0);
        v5Record(datagram, "203.0.113.9", 443, "10.0.0.5", 50_000, 900, 40_010, 0x12);
        v5Record(datagram, "10.0.0.5", 50_000, "203.0.113.9", 443, 300, 40_000, 0x1b);

        assertThat(NetFlowDatagrams.looksLikeOne(datagram.array(), 0, datagram.capacity()))
                .isTrue();
        take(datagram.array(), 3);
        datagrams.end();

        assertThat(reading.problems).isEmpty();
        DeviceConnection event = reading.events.get(0);
        assertThat(reading.events).hasSize(1);
        assertThat(event.getDeviceId()).isEqualTo("unknown-10.0.0.5");
        assertThat(event.getTime().toEpochMilli()).isEqualTo(EXPORT_SECONDS * 1_000L - 60_000);
        assertThat(event.getDurationMs()).isEqualTo(2_010);
        assertThat(event.getBytesSent()).isEqualTo(300);
        assertThat(event.getBytesReceived()).isEqualTo(900);
        assertThat(event.getRemotePort()).isEqualTo(443);
        assertThat(event.getOutcome()).isEqualTo(Outcome.ESTABLISHED);
        assertThat(event.getPosition()).isEqualTo(3);
    }

    @Test
    void samplingIsScaledAndALoneSynIsUnanswered() {
        ByteBuffer datagram = v5(1, 100);
        v5Record(datagram, "10.0.0.5", 50_000, "203.0.113.9", 443, 60, 40_000, 0x02);
        take(datagram.array(), 1);
        datagrams.end();
        assertThat(reading.events).singleElement().satisfies(event -> {
            assertThat(event.getBytesSent()).isEqualTo(6_000);
            assertThat(event.getPacketsSent()).isEqualTo(300);
            assertThat(event.getOutcome()).isEqualTo(Outcome.UNANSWERED);
        });
    }

    private static byte[] ipfix(int domain, ByteBuffer... sets) {
        int length = 16 + Arrays.stream(sets).mapToInt(ByteBuffer::capacity).sum();
        ByteBuffer message = ByteBuffer.allocate(length)
                .putShort((short) 10)
                .putShort((short) length)
                .putInt(EXPORT_SECONDS)
                .putInt(1)
                .putInt(domain);
        for (ByteBuffer set : sets) {
            message.put(set.array());
        }
        return message.array();
    }

    private static ByteBuffer set(int id, int bytes) {
        return ByteBuffer.allocate(bytes).putShort((short) id).putShort((short) bytes);
    }

    /** IPv6 addresses, ports, protocol, milliseconds, bytes, a reverse count and a name of variable length. */
    private static ByteBuffer template() {
        int[][] fields = {
            {27, 16},
            {28, 16},
            {7, 2},
            {11, 2},
            {4, 1},
            {152, 8},
            {153, 8},
            {1, 4},
            {0x8000 | 1, 8},
            {0x8000 | 459, 0xffff}
        };
        ByteBuffer set = set(2, 8 + 4 * fields.length + 8);
        set.putShort((short) 300).putShort((short) fields.length);
        for (int[] field : fields) {
            set.putShort((short) field[0]).putShort((short) field[1]);
            if (field[0] == (0x8000 | 1)) {
                set.putInt(29_305);
            } else if ((field[0] & 0x8000) != 0) {
                set.putInt(35_632);
            }
        }
        return set;
    }

    private static ByteBuffer data(String name, boolean longForm) {
        int nameBytes = name.length() + (longForm ? 3 : 1);
        ByteBuffer set = set(300, 4 + 69 + nameBytes);
        set.put(ip("2001:db8::5"))
                .put(ip("2001:db8:ffff::1"))
                .putShort((short) 50_000)
                .putShort((short) 443)
                .put((byte) 17)
                .putLong(1_400_000_000_000L)
                .putLong(1_400_000_001_500L)
                .putInt(1_234)
                .putLong(99_999);
        if (longForm) {
            set.put((byte) 255).putShort((short) name.length());
        } else {
            set.put((byte) name.length());
        }
        set.put(name.getBytes(StandardCharsets.US_ASCII));
        return set;
    }

    @Test
    void ipfixDataBeforeItsTemplateWaitsForIt() {
        take(ipfix(7, data("example.com", false), data("example.org", true)), 1);
        assertThat(reading.events).isEmpty();
        take(ipfix(8, template()), 2);
        assertThat(reading.events).as("another domain's template").isEmpty();
        take(ipfix(7, template()), 3);
        datagrams.end();

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).hasSize(2).allSatisfy(event -> {
            assertThat(event.getBytesSent()).isEqualTo(1_234);
            assertThat(event.getBytesReceived()).isEqualTo(99_999);
            assertThat(event.getDurationMs()).isEqualTo(1_500);
            assertThat(Addresses.text(event.getRemoteIp().array())).isEqualTo("2001:db8:ffff::1");
            assertThat(event.getPosition()).isEqualTo(1);
        });
        assertThat(reading.events.get(0).getEventId())
                .isNotEqualTo(reading.events.get(1).getEventId());
    }

    @Test
    void dataWhoseTemplateNeverCameIsSaid() {
        take(ipfix(7, data("example.com", false)), 1);
        datagrams.end();
        assertThat(reading.described())
                .singleElement()
                .asString()
                .contains("1 sets of flow data whose template never came");
    }

    @Test
    void brokenDatagramsAreProblemsOfTheirNumber() {
        take(new byte[] {0}, 1);
        take(new byte[] {0, 7, 0, 0}, 2);
        take(Arrays.copyOf(v5(3, 0).array(), 40), 3);
        take(ipfix(1, set(2, 8).putShort(4, (short) 300).putShort(6, (short) 9)), 4);
        byte[] zeroLength = ipfix(
                1, set(2, 12).putShort(4, (short) 400).putShort(6, (short) 1).putShort(8, (short) 1), set(400, 12));
        take(zeroLength, 5);
        datagrams.end();
        assertThat(reading.problems).extracting(p -> p.position()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void noRandomBytesMakeItFail() {
        long seed = 92;
        Random random = new Random(seed);
        byte[] good = ipfix(7, template(), data("example.com", true));
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = good.clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            if (i % 3 == 0) {
                mutated[1] = (byte) (random.nextBoolean() ? 9 : 5);
            }
            take(Arrays.copyOf(mutated, random.nextInt(mutated.length + 1)), i);
        }
        datagrams.end();
        assertThat(reading.events).as("seed %d", seed).isNotEmpty();
    }
}
