package io.waybill.cli.live;

import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.shell.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Where the parts of a live stack listen, all on the loopback address; 0 takes a free port.
 *
 * @param broker Kafka
 * @param registry schema registry
 * @param console pages and API
 * @param health health and metrics of the pipeline
 */
public record LivePorts(int broker, int registry, int console, int health) {

    /** Free ports, all of them. */
    public static final LivePorts FREE = new LivePorts(0, 0, 0, 0);

    /** The usual ports, and a free one instead of each that another program has taken. */
    public static LivePorts usualOrFree() {
        return new LivePorts(
                usualOrFree(Addresses.BROKER_PORT),
                usualOrFree(Addresses.REGISTRY_PORT),
                usualOrFree(Addresses.CONSOLE_PORT),
                usualOrFree(Addresses.HEALTH_PORT));
    }

    /** As flags, by name of the setting. */
    public Map<String, String> settings() {
        return Map.of(
                ConfigTable.BROKER_PORT, Integer.toString(broker),
                ConfigTable.REGISTRY_PORT, Integer.toString(registry),
                ConfigTable.CONSOLE_PORT, Integer.toString(console),
                ConfigTable.HEALTH_PORT, Integer.toString(health));
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
