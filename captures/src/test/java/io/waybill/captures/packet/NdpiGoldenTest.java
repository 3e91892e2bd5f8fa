package io.waybill.captures.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Addresses;
import io.waybill.captures.packet.NdpiFlows.Endpoint;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Packets and host names of every destination in real captures, against what nDPI prints for them. */
class NdpiGoldenTest {

    private record Contacted(long packets, Set<String> names) {}

    @Test
    void packetsAndNamesAgreeWithNdpi() throws IOException {
        long flows = 0;
        long flowsRight = 0;
        long names = 0;
        long namesRight = 0;
        List<String> differences = new ArrayList<>();
        for (Path out : outputs(RealData.folder("ndpi"))) {
            String file = out.getFileName().toString().replace(".out", "");
            Map<Endpoint, Contacted> decoded = decoded(Decoding.of(out.resolveSibling(file)));
            Map<Endpoint, Long> expected = new HashMap<>();
            Map<Endpoint, Integer> flowsOf = new HashMap<>();
            for (Map.Entry<NdpiFlows.Ends, NdpiFlows.Flow> flow :
                    NdpiFlows.read(out).entrySet()) {
                flows++;
                List<Endpoint> hits = flow.getKey().both().stream()
                        .filter(decoded::containsKey)
                        .toList();
                String name = flow.getValue().name();
                if (name != null) {
                    names++;
                    if (hits.stream()
                            .anyMatch(hit -> contacted(decoded, hit).names().contains(name))) {
                        namesRight++;
                    } else {
                        differences.add(file + ": no name " + name + " for " + flow.getKey());
                    }
                }
                if (hits.isEmpty()) {
                    differences.add(file + ": no flow " + flow.getKey());
                } else {
                    expected.merge(hits.get(0), flow.getValue().packets(), Long::sum);
                    flowsOf.merge(hits.get(0), 1, Integer::sum);
                }
            }
            for (Map.Entry<Endpoint, Long> destination : expected.entrySet()) {
                long packets = contacted(decoded, destination.getKey()).packets();
                if (packets == destination.getValue()) {
                    flowsRight += flowsOf.getOrDefault(destination.getKey(), 0);
                } else {
                    differences.add(file + ": " + destination + " packets, decoded " + packets);
                }
            }
        }
        String report = "flows %d of %d, names %d of %d%n%s"
                .formatted(flowsRight, flows, namesRight, names, String.join("\n", differences));
        assertThat(flowsRight).as(report).isEqualTo(flows);
        assertThat(namesRight).as(report).isEqualTo(names);
    }

    private static Contacted contacted(Map<Endpoint, Contacted> decoded, Endpoint endpoint) {
        return decoded.getOrDefault(endpoint, new Contacted(0, Set.of()));
    }

    private static List<Path> outputs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".out") && !file.toString().contains("fuzz"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<Endpoint, Contacted> decoded(Decoding decoding) {
        Map<Endpoint, Contacted> contacted = new HashMap<>();
        for (DeviceConnection event : decoding.events()) {
            if (event.getTransport() != Transport.TCP && event.getTransport() != Transport.UDP) {
                continue;
            }
            Endpoint key = new Endpoint(
                    event.getTransport().name(),
                    Addresses.text(event.getRemoteIp().array()),
                    event.getRemotePort());
            Set<String> names = event.getHost() == null ? Set.of() : Set.of(event.getHost());
            contacted.merge(
                    key, new Contacted(event.getPacketsSent() + event.getPacketsReceived(), names), (one, other) -> {
                        Set<String> all = new HashSet<>(one.names());
                        all.addAll(other.names());
                        return new Contacted(one.packets() + other.packets(), all);
                    });
        }
        return contacted;
    }
}
