package io.waybill.captures.netflow;

import io.waybill.captures.Bound;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.live.FileMark;
import io.waybill.captures.live.LiveSource;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects NetFlow v5, v9 and IPFIX datagrams from a UDP port. A thread of its own takes them off the socket into a bounded
 * queue; where decoding does not keep up, what does not fit is dropped and counted. Templates are kept per exporter. What was
 * received cannot be asked for again, so there is nowhere to go on from, and what the machine holds for the port when the end
 * comes is still taken. Used by one thread; any may ask for the counts.
 */
public final class NetFlowCollector implements LiveSource {
    /** Datagrams that wait for decoding, at most. */
    public static final int MAX_QUEUED = 16_384;

    private static final Logger LOG = LoggerFactory.getLogger(NetFlowCollector.class);
    private static final int MAX_DATAGRAM = 65_535;
    private static final int SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;
    private static final int TURN_DATAGRAMS = 1_024;
    private static final long TURN_MILLIS = 10;

    private final DatagramChannel channel;
    private final Selector selector;
    private final int port;
    private final NetFlowDatagrams decoder;
    private final ReadContext context;
    private final BlockingQueue<Datagram> queue;
    private final Thread receiver;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable IOException failure;
    private volatile boolean ending;
    private long position;

    private record Datagram(byte[] exporter, byte[] payload) {}

    /**
     * Opens the port and begins to listen.
     *
     * @param address where; a loopback address is not reached from other machines
     * @throws IOException when the port is taken or may not be opened
     */
    public NetFlowCollector(InetSocketAddress address, ReadContext context) throws IOException {
        this(address, context, MAX_QUEUED);
    }

    NetFlowCollector(InetSocketAddress address, ReadContext context, int maxQueued) throws IOException {
        queue = new ArrayBlockingQueue<>(maxQueued);
        selector = Selector.open();
        channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
            channel.bind(address);
            channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            selector.close();
            channel.close();
            throw e;
        }
        port = channel.socket().getLocalPort();
        this.context = context;
        decoder = new NetFlowDatagrams("netflow:" + port, context);
        receiver = new Thread(this::receive, "netflow-receiver");
        receiver.setDaemon(true);
        receiver.start();
    }

    /** The port, also where 0 asked for any. */
    public int port() {
        return port;
    }

    private void receive() {
        ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);
        try {
            while (!ending) {
                selector.select();
                selector.selectedKeys().clear();
                take(buffer);
            }
            take(buffer);
        } catch (IOException e) {
            failure = e;
        }
    }

    /** As much as waits at the port, and of a flood no more than the queue holds before the end is looked for again. */
    private void take(ByteBuffer buffer) throws IOException {
        for (int i = 0; i < MAX_QUEUED; i++) {
            InetSocketAddress exporter = (InetSocketAddress) channel.receive(buffer.clear());
            if (exporter == null) {
                return;
            }
            byte[] payload = new byte[buffer.flip().remaining()];
            buffer.get(payload);
            if (!queue.offer(new Datagram(exporter.getAddress().getAddress(), payload))) {
                dropped.incrementAndGet();
                context.bounds().add(Bound.DATAGRAMS, 1);
            }
            received.incrementAndGet();
        }
    }

    @Override
    public long poll() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw new IOException("receiving NetFlow failed: " + failed.getMessage(), failed);
        }
        long taken = 0;
        for (Datagram next = queue.poll(); next != null; next = queue.poll()) {
            decoder.take(next.exporter, next.payload, 0, next.payload.length, ++position);
            if (++taken == TURN_DATAGRAMS) {
                break;
            }
        }
        return taken;
    }

    /** Datagrams that came in. */
    public long received() {
        return received.get();
    }

    /** Datagrams that came in and found the queue full. */
    public long dropped() {
        return dropped.get();
    }

    @Override
    public List<FileMark> marks() {
        return List.of();
    }

    /**
     * Receives what waits at the port and no more, decodes it, says what was dropped, and hands over the flows that wait for
     * their other direction.
     */
    @Override
    public void end() {
        try {
            stopReceiving();
            pollAll();
        } catch (IOException e) {
            LOG.warn("{}; what was received before it is handed over", e.getMessage());
        }
        decoder.end();
        if (dropped() > 0) {
            String reason = dropped() + " of " + received() + " datagrams dropped: decoding did not keep up";
            context.problems().accept(new InputProblem("netflow:" + port(), "file", 0, reason));
        }
    }

    private void pollAll() throws IOException {
        long more = poll();
        while (more > 0) {
            more = poll();
        }
    }

    /** Decodes meanwhile, so that the queue has room for what comes last. */
    private void stopReceiving() throws IOException {
        ending = true;
        selector.wakeup();
        try {
            while (receiver.isAlive()) {
                pollAll();
                receiver.join(TURN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        ending = true;
        selector.wakeup();
        try {
            receiver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        selector.close();
        channel.close();
    }
}
