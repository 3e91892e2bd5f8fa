package io.waybill.captures.netflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.Bound;
import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Datagrams through a real socket on loopback. */
@Timeout(60)
class NetFlowCollectorTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int EXPORT_SECONDS = 1_772_445_600;

    private final Reading out = new Reading();

    private static byte[] version5(int sequence, int sourcePort, boolean back) {
        ByteBuffer datagram = ByteBuffer.allocate(24 + 48);
        datagram.putShort((short) 5)
                .putShort((short) 1)
                .putInt(60_000)
                .putInt(EXPORT_SECONDS)
                .putInt(0)
                .putInt(sequence);
        datagram.position(24);
        byte[] phone = {10, 0, 0, 5};
        byte[] server = {93, (byte) 184, (byte) 216, 34};
        datagram.put(back ? server : phone).put(back ? phone : server);
        datagram.position(24 + 16);
        datagram.putInt(back ? 20 : 10).putInt(back ? 2_000 : 1_000); // packets, bytes
        datagram.putInt(back ? 10_010 : 10_000).putInt(20_000); // start, end in uptime
        datagram.putShort((short) (back ? 443 : sourcePort)).putShort((short) (back ? sourcePort : 443));
        datagram.put((byte) 0).put((byte) 0x1b).put((byte) 6);
        return datagram.array();
    }

    private static void send(int port, byte[] datagram) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    private static void awaitReceived(NetFlowCollector collector, long count) {
        await(collector::received, count);
    }

    private static void await(LongSupplier counter, long count) {
        while (counter.getAsLong() < count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void bothDirectionsOfAConversationBecomeOneEvent() throws IOException {
        try (NetFlowCollector collector = new NetFlowCollector(ANY_PORT, out.context())) {
            send(collector.port(), version5(1, 40_000, false));
            send(collector.port(), version5(2, 40_000, true));
            awaitReceived(collector, 2);
            assertThat(collector.poll()).isEqualTo(2);
            assertThat(collector.poll()).isZero();
            assertThat(collector.marks()).isEmpty();
        }
        assertThat(out.problems).isEmpty();
        assertThat(out.events).singleElement().satisfies(event -> {
            assertThat(event.getDeviceId()).isEqualTo("unknown-10.0.0.5");
            assertThat(event.getBytesSent()).isEqualTo(1_000);
            assertThat(event.getBytesReceived()).isEqualTo(2_000);
            assertThat(event.getRemotePort()).isEqualTo(443);
            assertThat(event.getCapture()).startsWith("netflow:");
            assertThat(event.getEventId()).startsWith("netflow-127.0.0.1-5-");
        });
    }

    @Test
    void whatWaitsForItsOtherDirectionIsHandedOverAtTheEnd() throws IOException {
        try (NetFlowCollector collector = new NetFlowCollector(ANY_PORT, out.context())) {
            send(collector.port(), version5(1, 40_001, false));
            awaitReceived(collector, 1);
            collector.poll();
            assertThat(out.events).isEmpty();
            collector.end();
        }
        assertThat(out.events).extracting(DeviceConnection::getBytesSent).containsExactly(1_000L);
        assertThat(out.problems).as("nothing was dropped").isEmpty();
    }

    @Test
    void whatWaitsAtThePortWhenTheEndComesIsTaken() throws IOException {
        int sent = 100; // what the smallest buffer of a socket holds
        try (NetFlowCollector collector = new NetFlowCollector(ANY_PORT, out.context())) {
            try (DatagramSocket socket = new DatagramSocket(ANY_PORT)) {
                for (int i = 0; i < sent; i++) {
                    byte[] flow = version5(i, 40_000 + i, false);
                    socket.send(new DatagramPacket(flow, flow.length, ANY_PORT.getAddress(), collector.port()));
                }
            }
            collector.end();
            assertThat(collector.received()).isEqualTo(sent);
        }
        assertThat(out.events).hasSize(sent);
        assertThat(out.problems).as("nothing was dropped").isEmpty();
    }

    @Test
    void aRepeatedDatagramGivesAnEventOfTheSameId() throws IOException {
        try (NetFlowCollector collector = new NetFlowCollector(ANY_PORT, out.context())) {
            for (int i = 0; i < 2; i++) {
                send(collector.port(), version5(7, 40_002, false));
                send(collector.port(), version5(8, 40_002, true));
                awaitReceived(collector, 2L * (i + 1));
                collector.poll();
            }
        }
        assertThat(out.events).hasSize(2);
        assertThat(out.events.get(0).getEventId()).isEqualTo(out.events.get(1).getEventId());
    }

    @Test
    void whatIsNoNetFlowIsAProblemAndNothingElse() throws IOException {
        try (NetFlowCollector collector = new NetFlowCollector(ANY_PORT, out.context())) {
            send(collector.port(), new byte[] {0, 77, 1, 2, 3});
            send(collector.port(), new byte[0]);
            send(collector.port(), version5(1, 40_000, false));
            awaitReceived(collector, 3);
            collector.poll();
            collector.end();
        }
        assertThat(out.described())
                .anySatisfy(text -> assertThat(text).contains("packet 1", "NetFlow version 77 is not read"))
                .anySatisfy(text -> assertThat(text).contains("packet 2", "too short"));
        assertThat(out.events).hasSize(1);
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsCounted() throws IOException {
        try (NetFlowCollector collector = new NetFlowCollector(ANY_PORT, out.context(), 4)) {
            for (int i = 0; i < 10; i++) {
                send(collector.port(), version5(i, 40_000 + i, false));
            }
            awaitReceived(collector, 10);
            await(collector::dropped, 6);
            assertThat(collector.poll()).isEqualTo(4);
            collector.end();
        }
        assertThat(out.events).hasSize(4);
        assertThat(out.described()).singleElement().asString().contains("6 of 10 datagrams dropped");
        assertThat(out.bounds.of(Bound.DATAGRAMS)).isEqualTo(6);
    }

    @Test
    void aPortThatIsTakenIsSaidSo() throws IOException {
        try (NetFlowCollector first = new NetFlowCollector(ANY_PORT, out.context())) {
            InetSocketAddress same = new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port());
            assertThatThrownBy(() -> new NetFlowCollector(same, out.context()).close())
                    .isInstanceOf(BindException.class);
        }
    }
}
