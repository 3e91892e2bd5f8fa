package io.waybill.captures.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.packet.NdpiComparison.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Packets each way of every 5-tuple host names and JA4 fingerprints in real captures, against what nDPI prints for them. Nothing
 * differs, so any difference fails; one with a good reason would be listed here.
 */
class NdpiGoldenTest {

    @Test
    void packetsEachWayAndNamesAgreeWithNdpi() throws IOException {
        Result total = Result.NOTHING;
        for (Path out : outputs(RealData.folder("ndpi"))) {
            String capture = out.getFileName().toString().replace(".out", "");
            Path file = out.resolveSibling(capture);
            total = total.plus(NdpiComparison.of(
                    capture, NdpiFlows.read(out), Decoding.of(file).events(), new FirstPackets(file)));
        }

        String report = total.report();
        assertThat(total.flows()).as(report).isGreaterThan(300);
        assertThat(total.names()).as(report).isGreaterThan(200);
        assertThat(total.differences()).as(report).isEmpty();
        assertThat(total.flowsEqual()).isEqualTo(total.flows());
        assertThat(total.namesEqual()).isEqualTo(total.names());
        assertThat(total.fingerprintsEqual()).isEqualTo(total.fingerprints());
    }

    private static List<Path> outputs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".out") && !file.toString().contains("fuzz"))
                    .sorted()
                    .toList();
        }
    }
}
