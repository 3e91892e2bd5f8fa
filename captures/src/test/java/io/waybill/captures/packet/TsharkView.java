package io.waybill.captures.packet;

import io.waybill.captures.Addresses;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What tshark saw in captures, as {@code captures/src/test/tshark/record} wrote it down, beside what was decoded of one of them.
 * Conversations are compared by their two addresses, transport and contacted port; the caller's own port is not in an event.
 */
record TsharkView(Map<String, long[]> conversations, Set<String> names) {

    private record Conversation(String transport, String a, String b, long fromA, long fromB) {

        String key(boolean forward) {
            String from = forward ? a : b;
            String to = forward ? b : a;
            return transport + " " + from.substring(0, from.lastIndexOf(':')) + " " + to;
        }
    }

    /** Per capture, in the order of their names. */
    static Map<String, List<String[]>> recorded() throws IOException {
        Map<String, List<String[]>> captures = new TreeMap<>();
        try (InputStream in = TsharkView.class.getResourceAsStream("tshark.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .forEach(row -> captures.computeIfAbsent(row[0], any -> new ArrayList<>())
                            .add(row));
        }
        return captures;
    }

    /** What was decoded, packets sent and received. */
    static TsharkView of(List<DeviceConnection> events) {
        TsharkView view = new TsharkView(new TreeMap<>(), new TreeSet<>());
        for (DeviceConnection event : events) {
            if (event.getTransport() == Transport.TCP || event.getTransport() == Transport.UDP) {
                String key = event.getTransport().name().toLowerCase(Locale.ROOT)
                        + event.getDeviceId().replace("unknown-", " ") + " "
                        + Addresses.text(event.getRemoteIp().array()) + ":" + event.getRemotePort();
                view.add(key, event.getPacketsSent(), event.getPacketsReceived());
            }
            if (event.getHost() != null
                    && event.getHostSource() != HostSource.DNS
                    && event.getHostSource() != HostSource.NONE) {
                view.names.add(event.getHost());
            }
        }
        return view;
    }

    /** What tshark saw; who contacted whom as decoded, where that is known. */
    static TsharkView of(List<String[]> rows, TsharkView decoded) {
        TsharkView view = new TsharkView(new TreeMap<>(), new TreeSet<>());
        for (String[] row : rows) {
            if (row[1].equals("name")) {
                view.names.add(host(row[2]));
                continue;
            }
            Conversation seen =
                    new Conversation(row[1], row[2], row[3], Long.parseLong(row[4]), Long.parseLong(row[5]));
            boolean forward = decoded.conversations.containsKey(seen.key(true))
                    || !decoded.conversations.containsKey(seen.key(false));
            view.add(seen.key(forward), forward ? seen.fromA : seen.fromB, forward ? seen.fromB : seen.fromA);
        }
        return view;
    }

    /** Lower case, without port, as names of destinations are. */
    private static String host(String text) {
        String name = text.toLowerCase(Locale.ROOT).replaceAll(":[0-9]+$", "");
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private void add(String key, long sent, long received) {
        long[] sums = conversations.computeIfAbsent(key, any -> new long[2]);
        sums[0] += sent;
        sums[1] += received;
    }

    /** Everything the two do not agree on, a line each. */
    List<String> differences(TsharkView tshark) {
        List<String> lines = new ArrayList<>();
        tshark.conversations.forEach((key, counts) -> {
            long[] own = conversations.get(key);
            if (own == null) {
                lines.add("not decoded: " + key + " " + counts[0] + "/" + counts[1]);
            } else if (own[0] != counts[0] || own[1] != counts[1]) {
                lines.add("packets: " + key + " tshark " + counts[0] + "/" + counts[1] + ", decoded " + own[0] + "/"
                        + own[1]);
            }
        });
        conversations.keySet().stream()
                .filter(key -> !tshark.conversations.containsKey(key))
                .forEach(key -> lines.add("decoded alone: " + key));
        tshark.names.stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> lines.add("name not found: " + name));
        names.stream()
                .filter(name -> !tshark.names.contains(name))
                .forEach(name -> lines.add("name found alone: " + name));
        return lines;
    }
}
