package io.waybill.streams.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A link to a server that can be cut, stalled and slowed down. Cut: connections break and new ones are closed at once. Stalled:
 * connections stay and nothing comes through. Slow: every chunk of up to 16 KiB is held back, and the rate is limited. Methods
 * may be called from any thread.
 */
public final class TcpFaultProxy implements AutoCloseable {

    private static final int CHUNK_BYTES = 16 << 10;

    /**
     * How the link behaves.
     *
     * @param delayMillis before each chunk
     * @param bytesPerSecond in each direction of a connection; 0 for no limit
     */
    private record Link(boolean cut, boolean stalled, long delayMillis, long bytesPerSecond) {
        static final Link GOOD = new Link(false, false, 0, 0);
    }

    private final ServerSocket server;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object changed = new Object();
    private volatile Link link = Link.GOOD;
    private volatile boolean closed;

    private TcpFaultProxy(ServerSocket server, int targetPort) {
        this.server = server;
        this.targetPort = targetPort;
    }

    /**
     * Listens on the loopback address.
     *
     * @param port to listen on, 0 for a free one
     * @param targetPort where it leads, on the loopback address
     */
    public static TcpFaultProxy start(int port, int targetPort) throws IOException {
        TcpFaultProxy proxy =
                new TcpFaultProxy(new ServerSocket(port, 200, InetAddress.getLoopbackAddress()), targetPort);
        thread("accept", proxy::accept);
        return proxy;
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Breaks all connections and lets no new one through. */
    public void cut() {
        become(new Link(true, false, 0, 0));
        breakAll();
    }

    /** Keeps connections and lets nothing through. */
    public void stall() {
        become(new Link(false, true, 0, 0));
    }

    /** Delays and limits. */
    public void slow(long delayMillis, long bytesPerSecond) {
        become(new Link(false, false, delayMillis, bytesPerSecond));
    }

    /** As if nothing had been. */
    public void heal() {
        become(Link.GOOD);
    }

    private void become(Link next) {
        synchronized (changed) {
            link = next;
            changed.notifyAll();
        }
    }

    private void breakAll() {
        open.forEach(TcpFaultProxy::close);
        open.clear();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                if (link.cut()) {
                    close(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                if (!closed) {
                    continue;
                }
                return;
            }
        }
    }

    /** A target that is down breaks the connection, as it would without a proxy. */
    private void connect(Socket client) {
        try {
            Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort);
            open.add(client);
            open.add(target);
            thread("there", () -> pump(client, target));
            thread("back", () -> pump(target, client));
        } catch (IOException e) {
            close(client);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[CHUNK_BYTES];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hold(read);
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // a broken connection is what this is for; both sides are closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void hold(int bytes) throws InterruptedException {
        synchronized (changed) {
            while (link.stalled()) {
                changed.wait();
            }
        }
        Link now = link;
        long millis = now.delayMillis() + (now.bytesPerSecond() == 0 ? 0 : bytes * 1_000L / now.bytesPerSecond());
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        heal();
        server.close();
        breakAll();
    }
}
