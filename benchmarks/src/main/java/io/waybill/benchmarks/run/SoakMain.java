package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.benchmarks.contend.PipelineRun;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.resolve.PackedLocator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The pipeline as it runs live. For each line on standard input it says how much memory it has, and ends with the input. */
public final class SoakMain {

    private static final String RESIDENT = "VmRSS:";

    private SoakMain() {}

    /** Arguments: hours of history, and the {@link Arena}. */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = List.of(arguments);
        long history = Duration.ofHours(Long.parseLong(words.get(0))).toMillis();
        new PipelineRun(Arena.of(words.subList(1, words.size())))
                .live(
                        PackedLocator.bundled(),
                        BookSettings.LIVE.remembering(history),
                        () -> say("running"),
                        SoakMain::answer);
    }

    private static void answer() {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            while (in.readLine() != null) {
                // What is alive shows only after a collection; one each half minute or so costs little.
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                say(runtime.totalMemory() - runtime.freeMemory() + " " + resident());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Bytes; 0 where the platform does not tell. */
    private static long resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(RESIDENT)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
        }
        return 0;
    }
}
