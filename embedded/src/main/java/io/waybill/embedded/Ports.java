package io.waybill.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ports of the loopback address. */
final class Ports {

    static final String LOOPBACK = "127.0.0.1";

    /** So many are remembered before that starts over. */
    private static final int MOST_REMEMBERED = 10_000;

    /** Given out as free: who asked may not have taken them yet, so nobody else in this process gets them. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /**
     * The wanted port, or for 0 one that is free now and was given to nobody else in this process. Thread-safe.
     *
     * @throws IOException when the wanted port is taken
     */
    static int free(int wanted) throws IOException {
        if (GIVEN.size() > MOST_REMEMBERED) {
            GIVEN.clear();
        }
        while (true) {
            int port = bound(wanted);
            if (GIVEN.add(port) || wanted != 0) {
                return port;
            }
        }
    }

    private static int bound(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // As servers do: connections of an earlier run that are still winding down do not keep the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(LOOPBACK), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IOException("port " + wanted + " of " + LOOPBACK + " is taken by another program", e);
        }
    }
}
