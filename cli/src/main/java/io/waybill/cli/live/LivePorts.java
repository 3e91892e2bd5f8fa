package io.waybill.cli.live;

import io.waybill.cli.shell.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Where the parts of a live stack listen, all on the loopback address; 0 takes a free port.
 *
 * @param broker Kafka
 * @param registry schema registry
 * @param console pages and API
 */
public record LivePorts(int broker, int registry, int console) {

    /** The usual ports, and a free one instead of each that another program has taken. */
    public static LivePorts usualOrFree() {
        return new LivePorts(
                usualOrFree(Addresses.BROKER_PORT),
                usualOrFree(Addresses.REGISTRY_PORT),
                usualOrFree(Addresses.CONSOLE_PORT));
    }

    private static int usualOrFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return port;
        } catch (IOException taken) {
            return 0;
        }
    }
}
