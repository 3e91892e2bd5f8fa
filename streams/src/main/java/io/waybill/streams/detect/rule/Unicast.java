package io.waybill.streams.detect.rule;

import com.google.common.net.InetAddresses;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.resolve.IpSpace;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Multicast, broadcast and link-local traffic never alerts, nor do a neighbour's datagrams, nor the gateway: it is how devices
 * find each other on one wire. Private address space is no such reason: servers of an attacker stand there too.
 */
public final class Unicast {

    private static final String UNKNOWN = "unknown-";

    private Unicast() {}

    /** The contacts that went to one machine that may be anywhere. */
    public static List<Contact> contacts(PairHistory history) {
        byte[] own = address(history.device().deviceId());
        if (own == null && history.destination().kind() != DestinationKind.LOCAL) {
            return history.contacts();
        }
        return history.contacts().stream()
                .filter(contact -> !neighbourhood(contact.endpoint().ip()) && !neighbour(own, contact.endpoint()))
                .toList();
    }

    /**
     * Whether it is no device of this network that calls, but a stranger from the Internet who knocks at a machine inside: the
     * inventory knows nobody at the address, the address is public, and the destination is not.
     */
    public static boolean fromOutside(PairHistory history) {
        if (history.destination().kind() != DestinationKind.LOCAL) {
            return false;
        }
        byte[] own = address(history.device().deviceId());
        return own != null && IpSpace.of(own) == IpSpace.PUBLIC;
    }

    /**
     * Whether one who knocks at one port after another may as well be a stranger: the inventory knows nobody at the address, it
     * is public, and it is far from the destination (not in its /16 or /32). Machines with a public address are scanned all day.
     */
    public static boolean maybeStranger(PairHistory history) {
        byte[] own = address(history.device().deviceId());
        if (own == null || IpSpace.of(own) != IpSpace.PUBLIC) {
            return false;
        }
        int shared = own.length == 4 ? 2 : 4;
        return history.contacts().stream()
                .map(contact -> contact.endpoint().ip())
                .noneMatch(ip -> ip != null && ip.length == own.length && Arrays.equals(own, 0, shared, ip, 0, shared));
    }

    /** The address a device is called by where nothing else names it, or null. */
    private static byte @Nullable [] address(String deviceId) {
        if (!deviceId.startsWith(UNKNOWN)) {
            return null;
        }
        String text = deviceId.substring(UNKNOWN.length());
        return InetAddresses.isInetAddress(text) ? InetAddresses.forString(text).getAddress() : null;
    }

    /**
     * Whether the far end stands in the same /24 or /64 and is talked to in datagrams (answers to a search come to odd ports),
     * or is its gateway or broadcast address by the usual numbering.
     */
    private static boolean neighbour(byte @Nullable [] own, Contact.Endpoint endpoint) {
        byte[] ip = endpoint.ip();
        if (own == null || ip == null || own.length != ip.length) {
            return false;
        }
        int shared = own.length == 4 ? 3 : 8;
        if (!Arrays.equals(own, 0, shared, ip, 0, shared)) {
            return false;
        }
        int last = ip[ip.length - 1] & 0xff;
        boolean first = ip.length == 4 ? last == 1 || last == 254 || last == 255 : last == 1;
        return first || endpoint.transport() == Transport.UDP;
    }

    /** Whether the address is multicast, broadcast, link-local, loopback or unspecified. */
    static boolean neighbourhood(byte @Nullable [] ip) {
        if (ip == null) {
            return false;
        }
        int first = ip[0] & 0xff;
        int second = ip[1] & 0xff;
        if (ip.length == 16) {
            return first == 0xff || (first == 0xfe && (second & 0xc0) == 0x80) || startsWithZeros(ip);
        }
        boolean directedBroadcast = privateSpace(first, second) && (ip[3] & 0xff) == 255;
        return first == 0
                || first == 127
                || (first >= 224 && first <= 239)
                || (first == 169 && second == 254)
                || (first == 255 && second == 255)
                || directedBroadcast;
    }

    private static boolean privateSpace(int first, int second) {
        return first == 10 || (first == 172 && (second & 0xf0) == 16) || (first == 192 && second == 168);
    }

    private static boolean startsWithZeros(byte[] ip) {
        for (int i = 0; i < 15; i++) {
            if (ip[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
