package io.waybill.captures.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Memory stays flat, whatever comes: each stream is many times larger than the heap of the process that decodes it. The
 * flood of ten million is run apart: {@code -Dhostile.flows=10000000}.
 */
@Tag("slow")
class SmallHeapTest {

    @ParameterizedTest(name = "{0} of {1} in {3} MB")
    @CsvSource({
        "half-open, 500000, 50000, 64, events 500000 problems 0",
        "record-length, 256, 1000, 48, longer than the bound of 16777216",
        "block-length, 256, 1000, 48, longer than the bound of 16777216",
        "tls-record, 50000, 1000, 48, events 1 problems 0",
        "line, 256, 1000, 128, line 2: longer than 16777216 bytes",
        "bomb, 256, 1000, 48, a decompression bomb does",
    })
    void decodesInASmallHeap(String stream, long size, int maxFlows, int heapMegabytes, String expected)
            throws IOException, InterruptedException {
        String flows = stream.equals("half-open") ? System.getProperty("hostile.flows", "" + size) : "" + size;
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapMegabytes + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileStreams.class.getName(),
                        stream,
                        flows,
                        Integer.toString(maxFlows)))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains(expected.replace("" + size, flows)).doesNotContain("OutOfMemory");
    }
}
