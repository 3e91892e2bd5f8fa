package io.waybill.streams.detect.rule;

import io.waybill.schemas.DestinationKind;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.PairHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Multicast, broadcast and link-local traffic never alerts: it is how devices find each other on one wire. Private address
 * space is no such reason: servers of an attacker stand there too.
 */
public final class Unicast {

    private Unicast() {}

    /** The contacts that went to one machine that may be anywhere. */
    public static List<Contact> contacts(PairHistory history) {
        if (history.destination().kind() != DestinationKind.LOCAL) {
            return history.contacts();
        }
        return history.contacts().stream()
                .filter(contact -> !neighbourhood(contact.endpoint().ip()))
                .toList();
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
