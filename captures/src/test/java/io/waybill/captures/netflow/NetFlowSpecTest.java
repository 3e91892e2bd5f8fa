package io.waybill.captures.netflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.captures.Addresses;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Datagrams of many vendors, with what another decoder makes of them. */
class NetFlowSpecTest {
    private static final Pattern FILE = Pattern.compile("\"([a-z0-9_A-Z.-]+\\.dat)\"");
    private static final Pattern EVENT = Pattern.compile("<<-?END\\n(.*?)\\n\\s*END", Pattern.DOTALL);

    private final ObjectMapper json = new ObjectMapper();

    private static @Nullable String first(JsonNode flow, String... names) {
        for (String name : names) {
            if (flow.has(name) && !flow.get(name).asText().isEmpty()) {
                return flow.get(name).asText();
            }
        }
        return null;
    }

    /** The flow in one line, as far as the other decoder says it; null for records that are no flows. */
    private static @Nullable String expected(JsonNode flow) {
        String source = first(flow, "ipv4_src_addr", "sourceIPv4Address", "ipv6_src_addr", "sourceIPv6Address");
        String destination =
                first(flow, "ipv4_dst_addr", "destinationIPv4Address", "ipv6_dst_addr", "destinationIPv6Address");
        if (source == null || destination == null) {
            return null;
        }
        long sampling = flow.path("version").asInt() == 5
                ? Math.max(1, flow.path("sampling_interval").asLong())
                : 1;
        if (flow.path("firewallEvent").asInt() == 1) {
            return null; // announces a connection that is reported again when it ends
        }
        String bytes = first(
                flow,
                "in_permanent_bytes",
                "in_bytes",
                "octetDeltaCount",
                "octetTotalCount",
                "initiatorOctets",
                "fwd_flow_delta_bytes",
                "out_bytes");
        String packets = first(flow, "in_pkts", "packetDeltaCount", "packetTotalCount", "initiatorPackets", "out_pkts");
        if (orZero(bytes).equals("0") && flow.has("out_bytes")) {
            bytes = first(flow, "out_bytes");
            packets = first(flow, "out_pkts");
        }
        return source + ":" + orZero(first(flow, "l4_src_port", "sourceTransportPort")) + " > " + destination + ":"
                + orZero(first(flow, "l4_dst_port", "destinationTransportPort")) + " "
                + orZero(first(flow, "protocol", "protocolIdentifier")) + " " + Long.parseLong(orZero(bytes)) * sampling
                + "/"
                + Long.parseLong(orZero(packets)) * sampling;
    }

    private static String orZero(@Nullable String number) {
        return number == null ? "0" : number;
    }

    private static String line(FlowRecord flow) {
        return Addresses.text(flow.source().ip()) + ":" + flow.source().port() + " > "
                + Addresses.text(flow.destination().ip()) + ":"
                + flow.destination().port() + " " + flow.protocol() + " " + flow.bytes() + "/" + flow.packets();
    }

    @Test
    void everyFlowTheOtherDecoderFindsIsFound() throws IOException {
        Path folder = SharedData.path("netflow/spec/codecs");
        String spec = Files.readString(folder.resolve("netflow_spec.rb"));
        Map<String, List<String>> missing = new TreeMap<>();
        int compared = 0;
        for (String context : spec.split("(?m)^  context ")) {
            String title = context.substring(0, context.indexOf('\n'));
            List<String> found = new ArrayList<>();
            NetFlowDecoder decoder = new NetFlowDecoder((flow, id, position) -> found.add(line(flow)));
            Matcher files = FILE.matcher(context);
            while (files.find()) {
                byte[] datagram = Files.readAllBytes(folder.resolve(files.group(1)));
                try {
                    decoder.decode("192.0.2.1", ByteBuffer.wrap(datagram), 1);
                } catch (BadRecordException e) {
                    found.add("problem: " + e.reason());
                }
            }
            Matcher events = EVENT.matcher(context);
            while (events.find()) {
                JsonNode event = json.readTree(events.group(1).replaceAll("#\\{[a-z]+}", ""));
                String expected = expected(event.path("netflow"));
                if (expected != null) {
                    compared++;
                    if (!found.remove(expected)) {
                        missing.computeIfAbsent(
                                        title, any -> new ArrayList<>(found.subList(0, Math.min(3, found.size()))))
                                .add("EXPECTED " + expected);
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(40);
        assertThat(missing).isEmpty();
    }

    @Test
    void noDatagramOfTheCollectionFailsOtherThanWithAReason() throws IOException {
        Path folder = SharedData.path("netflow/spec/codecs");
        List<Path> files;
        try (var stream = Files.list(folder)) {
            files = stream.filter(file -> file.toString().endsWith(".dat"))
                    .sorted()
                    .toList();
        }
        int flows = 0;
        for (Path file : files) {
            byte[] whole = Files.readAllBytes(file);
            for (int length = whole.length; length >= 0; length -= Math.max(1, whole.length / 50)) {
                int[] count = {0};
                NetFlowDecoder decoder = new NetFlowDecoder((flow, id, position) -> count[0]++);
                try {
                    decoder.decode("192.0.2.1", ByteBuffer.wrap(Arrays.copyOf(whole, length)), 1);
                } catch (BadRecordException e) {
                    assertThat(e.reason()).isNotBlank();
                }
                flows += count[0];
            }
        }
        assertThat(files).hasSizeGreaterThan(80);
        assertThat(flows).isPositive();
    }
}
