package io.waybill.cli.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.testkit.pcap.SampleCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much memory a large input takes. {@code LargeInputReport FOLDER GIGABYTES BULK DECODE_HEAP REPLAY_HEAP} writes a capture, decodes
 * it and replays it into a case, each in a process of its own with so much heap (as for {@code -Xmx}), and prints time and the most
 * memory the process ever had resident. It ends with an error where a process fails or events are missing. The figures of
 * docs/scaling.md.
 */
final class LargeInputReport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int POLL_MILLIS = 100;

    private LargeInputReport() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        long bytes = (long) (Double.parseDouble(args[1]) * 1e9);
        long began = System.nanoTime();
        Path capture = LargeCapture.write(folder, bytes, Integer.parseInt(args[2]));
        System.out.printf("%d bytes written in %.0f s%n", Files.size(capture), seconds(began));

        Path inventory = folder.resolve(SampleCapture.INVENTORY);
        Path events = folder.resolve("events.jsonl");
        measure("decode", args[3], events, "decode", capture.toString(), "--inventory", inventory.toString());
        long decoded;
        try (Stream<String> lines = Files.lines(events)) {
            decoded = lines.count();
        }
        Path out = folder.resolve("case");
        measure(
                "replay",
                args[4],
                folder.resolve("replay.out"),
                "replay",
                capture.toString(),
                "--inventory",
                inventory.toString(),
                "--out",
                out.toString());
        JsonNode tally = JSON.readTree(out.resolve("case.json").toFile()).path("events");
        System.out.printf("%d events decoded; the case says %s%n", decoded, tally);
        if (tally.path("in").asLong() != decoded || tally.path("counted").asLong() != decoded) {
            throw new IllegalStateException("events are missing");
        }
    }

    private static void measure(String what, String heap, Path printed, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                "io.waybill.cli.Main"));
        command.addAll(List.of(arguments));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long peak = 0;
        while (process.isAlive()) {
            peak = Math.max(peak, residentKilobytes(process.pid()));
            Thread.sleep(POLL_MILLIS);
        }
        System.out.printf(
                "%s: exit code %d, %.0f s, heap at most %s, at most %d MB resident%n",
                what, process.exitValue(), seconds(began), heap, peak / 1024);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(what + " failed");
        }
    }

    /** The high-water mark that Linux keeps; 0 where the process has just ended. */
    private static long residentKilobytes(long pid) throws IOException {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (NoSuchFileException ended) {
            return 0;
        }
        return 0;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
