package io.waybill.streams.detect.periodic;

import com.google.common.net.InetAddresses;
import io.waybill.streams.detect.Contact;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The single machines a device talked to under one destination. */
final class FarEnds {

    private static final int MOST_GROUPS = 4;
    private static final int LEAST_SCANNED = 20;

    private FarEnds() {}

    /** Contacts by far end, the busiest few; nothing where all contacts have the same one. */
    static List<List<Contact>> busiest(List<Contact> contacts) {
        TreeMap<String, List<Contact>> groups = group(contacts);
        if (groups.size() < 2) {
            return List.of();
        }
        return groups.entrySet().stream()
                .filter(group -> group.getValue().size() >= RhythmSearch.LEAST_BEATS)
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Contact>> group) ->
                                -group.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_GROUPS)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether nearly every contact went to another port. */
    static boolean scanned(List<Contact> contacts) {
        if (contacts.size() < LEAST_SCANNED) {
            return false;
        }
        long ports = contacts.stream()
                .mapToInt(contact -> contact.endpoint().port())
                .distinct()
                .count();
        return ports >= LEAST_SCANNED && ports * 2 >= contacts.size();
    }

    /** The far end in words: {@code host:port} or {@code address:port} of the busiest one. */
    static String describe(List<Contact> contacts) {
        return group(contacts).entrySet().stream()
                .max(Comparator.comparingInt((Map.Entry<String, List<Contact>> group) ->
                                group.getValue().size())
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static TreeMap<String, List<Contact>> group(List<Contact> contacts) {
        TreeMap<String, List<Contact>> groups = new TreeMap<>();
        // Contacts with one far end have the same object for it, and naming it takes longer than all else here.
        Map<Contact.Endpoint, List<Contact>> known = new IdentityHashMap<>();
        for (Contact contact : contacts) {
            known.computeIfAbsent(
                            contact.endpoint(),
                            endpoint -> groups.computeIfAbsent(name(endpoint), key -> new ArrayList<>()))
                    .add(contact);
        }
        return groups;
    }

    private static String name(Contact.Endpoint endpoint) {
        String host = endpoint.host();
        return (host != null ? host : address(endpoint.ip())) + ":" + endpoint.port();
    }

    private static String address(byte @Nullable [] ip) {
        if (ip == null) {
            return "?";
        }
        try {
            return InetAddresses.toAddrString(InetAddress.getByAddress(ip));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + ip.length + " bytes", e);
        }
    }
}
