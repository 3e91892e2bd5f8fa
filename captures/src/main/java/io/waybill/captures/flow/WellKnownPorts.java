package io.waybill.captures.flow;

import io.waybill.captures.packet.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Protocols that their port tells: those nobody runs anything else on, and encrypted DNS, which only the port tells
 * from other TLS and QUIC.
 */
final class WellKnownPorts {

    private static final int ENCRYPTED_DNS = 853;

    private WellKnownPorts() {}

    /** @param recognised what the payload told, or null */
    static @Nullable String protocol(@Nullable String recognised, int transport, int remotePort) {
        if (recognised != null) {
            return remotePort == ENCRYPTED_DNS ? encryptedDns(recognised, transport) : recognised;
        }
        return switch (transport) {
            case Frame.UDP -> udp(remotePort);
            case Frame.TCP -> remotePort == 53 ? "dns" : null;
            case Frame.ICMP, Frame.ICMPV6 -> "icmp";
            default -> null;
        };
    }

    private static String encryptedDns(String recognised, int transport) {
        boolean encrypted = recognised.startsWith("tls") || recognised.startsWith("quic") || recognised.equals("doh");
        if (!encrypted) {
            return recognised;
        }
        return transport == Frame.UDP ? "doq" : "dot";
    }

    private static @Nullable String udp(int port) {
        return switch (port) {
            case 53 -> "dns";
            case 67, 68, 546, 547 -> "dhcp";
            case 123 -> "ntp";
            case 137 -> "netbios-ns";
            case 1900 -> "ssdp";
            case 5353 -> "mdns";
            case 5355 -> "llmnr";
            default -> null;
        };
    }
}
