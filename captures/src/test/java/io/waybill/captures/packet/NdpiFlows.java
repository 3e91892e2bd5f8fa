package io.waybill.captures.packet;

import io.waybill.captures.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The flow list that nDPI's reader printed for a capture. */
final class NdpiFlows {

    private static final String ENDPOINT = "\\[?([0-9a-fA-F:.]+)]?:(\\d+)";
    private static final Pattern LINE =
            Pattern.compile("^\\t\\d+\\t(TCP|UDP) " + ENDPOINT + " (?:<->|->|<-) " + ENDPOINT + " ");
    private static final Pattern PACKETS =
            Pattern.compile("\\[(\\d+) pkts/\\d+ bytes (?:<->|->|<-) (\\d+) pkts/\\d+ bytes]");
    private static final Pattern NAME = Pattern.compile(
            "\\[proto: [^\\]]*/(?:TLS|QUIC|HTTP)[^\\]]*].*\\[Hostname/SNI: ?([A-Za-z0-9_.-]+\\.[A-Za-z0-9-]+)]");

    private static final Pattern JA4 = Pattern.compile("\\[JA4: ([tq][a-z0-9_]+)]");

    /** One end, as {@code transport ip port}. */
    record Endpoint(String transport, String ip, int port) {}

    /** The two ends of a flow, in the order nDPI prints them. */
    record Conversation(Endpoint first, Endpoint second) {}

    /** What nDPI counted, from the first end to the second and back, and the name and fingerprint it found. */
    record Flow(
            long forward,
            long backward,
            @Nullable String name,
            @Nullable String ja4) {
        Flow plus(Flow other) {
            return new Flow(
                    forward + other.forward,
                    backward + other.backward,
                    other.name != null ? other.name : name,
                    other.ja4 != null ? other.ja4 : ja4);
        }
    }

    private NdpiFlows() {}

    static Map<Conversation, Flow> read(Path file) throws IOException {
        Map<Conversation, Flow> flows = new LinkedHashMap<>();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n")) {
            Matcher ends = LINE.matcher(line);
            Matcher packets = PACKETS.matcher(line);
            if (!ends.find() || !packets.find()) {
                continue;
            }
            Endpoint a = new Endpoint(ends.group(1), canonical(ends.group(2)), Integer.parseInt(ends.group(3)));
            Endpoint b = new Endpoint(ends.group(1), canonical(ends.group(4)), Integer.parseInt(ends.group(5)));
            Matcher name = NAME.matcher(line);
            String host = name.find() ? name.group(1).toLowerCase(Locale.ROOT) : null;
            Matcher ja4 = JA4.matcher(line);
            Flow flow = new Flow(
                    Long.parseLong(packets.group(1)),
                    Long.parseLong(packets.group(2)),
                    host,
                    ja4.find() ? ja4.group(1) : null);
            flows.merge(new Conversation(a, b), flow, Flow::plus);
        }
        return flows;
    }

    /** nDPI shortens a single zero group of IPv6, which RFC 5952 does not. */
    private static String canonical(String ip) throws IOException {
        return Addresses.text(InetAddress.getByName(ip).getAddress());
    }
}
