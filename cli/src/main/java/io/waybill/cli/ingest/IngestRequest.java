package io.waybill.cli.ingest;

import io.waybill.captures.CaptureFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of {@code ingest}.
 *
 * @param inputs files and folders, or {@code -} alone
 * @param once whether the inputs are read to their present end, as captures of any kind
 * @param format what standard input, or inputs read once, are read as; null to go by content
 * @param netflowPort UDP port of the collector; null for none
 * @param netflowBind address of that port
 * @param reference what is published before
 * @param positions file with positions; null for one in the data folder
 * @param dataFolder what is kept on this machine
 * @param patience how long a connection waits for its name
 * @param openAfter how long a connection is open, or not heard of, before it is told although it has not ended
 */
public record IngestRequest(
        List<String> inputs,
        boolean once,
        @Nullable CaptureFormat format,
        @Nullable Integer netflowPort,
        String netflowBind,
        Reference reference,
        @Nullable Path positions,
        Path dataFolder,
        Duration patience,
        Duration openAfter) {

    /** Copies the list. */
    public IngestRequest {
        inputs = List.copyOf(inputs);
    }

    /**
     * The fleet's files, published before any event; each may be missing.
     *
     * @param inventory which phones there are
     * @param lifecycle what was done to them
     * @param policy rules
     */
    public record Reference(
            @Nullable Path inventory,
            @Nullable Path lifecycle,
            @Nullable Path policy) {}

    /** Whether the inputs have an end. */
    boolean ends() {
        return once || inputs.contains("-");
    }

    /** What is followed. */
    List<Path> places() {
        return inputs.stream()
                .map(input -> Path.of(input).toAbsolutePath().normalize())
                .toList();
    }

    /** Where positions are: as given, else by the names of what is followed, so that several can run side by side. */
    Path positionsFile() {
        if (positions != null) {
            return positions;
        }
        CRC32 names = new CRC32();
        places().stream().sorted().forEach(place -> names.update((place + "\n").getBytes(StandardCharsets.UTF_8)));
        return dataFolder.resolve("ingest").resolve(String.format("%08x.json", names.getValue()));
    }
}
