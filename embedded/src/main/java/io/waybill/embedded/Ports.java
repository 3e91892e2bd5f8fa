package io.waybill.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback address. */
final class Ports {

    static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /**
     * The wanted port, or for 0 one that is free now.
     *
     * @throws IOException when the wanted port is taken
     */
    static int free(int wanted) throws IOException {
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
