package io.waybill.captures.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.CaptureInput;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.ReadContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Speed of decoding a generated capture, beside reading the same file without looking at it. Runs when asked for with
 * {@code -DexcludedGroups=}; {@code -Dspeed.megabytes} says how much, 1,024 unless told; {@code -Dspeed.file} keeps the capture for other tools.
 */
class PacketSpeedTest {

    private static final int ROUNDS = 5;

    @Test
    @Tag("speed")
    void decodingBesideReading() throws IOException {
        String kept = System.getProperty("speed.file");
        Path file = kept == null ? Files.createTempFile("traffic", ".pcap") : Path.of(kept);
        try {
            GeneratedTraffic.write(file, Long.getLong("speed.megabytes", 1_024), 1);
            double megabytes = Files.size(file) / 1e6;
            double bestRead = Double.MAX_VALUE;
            double bestDecode = Double.MAX_VALUE;
            PacketStatistics statistics = null;
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                read(file);
                long middle = System.nanoTime();
                statistics = decode(file);
                long end = System.nanoTime();
                bestRead = Math.min(bestRead, (middle - start) / 1e9);
                bestDecode = Math.min(bestDecode, (end - middle) / 1e9);
            }
            System.out.printf(
                    "%.0f MB: read %.2f s (%.0f MB/s), decode %.2f s (%.0f MB/s, %.2f M packets/s, %d events), ratio"
                            + " %.1f%n",
                    megabytes,
                    bestRead,
                    megabytes / bestRead,
                    bestDecode,
                    megabytes / bestDecode,
                    statistics.packets() / bestDecode / 1e6,
                    statistics.flows(),
                    bestDecode / bestRead);
            assertThat(statistics.flowsEvicted()).isZero();
        } finally {
            if (kept == null) {
                Files.delete(file);
            }
        }
    }

    private static void read(Path file) throws IOException {
        byte[] buffer = new byte[256 * 1024];
        try (InputStream in = Files.newInputStream(file)) {
            while (in.read(buffer) >= 0) {
                // Looked at by nobody.
            }
        }
    }

    private static PacketStatistics decode(Path file) throws IOException {
        List<PacketStatistics> statistics = new ArrayList<>();
        new PcapFormat(statistics::add)
                .read(
                        List.of(new CaptureInput("speed", Files.size(file), () -> Files.newInputStream(file))),
                        new ReadContext(
                                Decoding.NO_INVENTORY,
                                KnownIdentifiers.NONE,
                                event -> {},
                                problem -> {},
                                DecodeSettings.DEFAULTS));
        return statistics.get(0);
    }
}
