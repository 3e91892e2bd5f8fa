package io.waybill.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A process with a broker that writes for ever and says on stdout what was acknowledged; made to be killed. */
final class ProduceUntilKilled {

    static final String TOPIC = "killed";

    private ProduceUntilKilled() {}

    static Process start(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProduceUntilKilled.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Waits until at least so many records are acknowledged; returns how many are. */
    static int awaitAcknowledged(Process process, int atLeast) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        int acknowledged = 0;
        while (acknowledged < atLeast) {
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("the process ended after " + acknowledged + " records");
            }
            acknowledged = Integer.parseInt(line);
        }
        return acknowledged;
    }

    static List<String> values(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }

    public static void main(String[] args) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(Path.of(args[0]), EmbeddedBroker.FREE_PORT);
        Records records = Records.on(broker);
        records.createTopic(TOPIC, Map.of());
        for (int i = 1; ; i++) {
            records.send(TOPIC, "k", Integer.toString(i), i);
            System.out.println(i);
        }
    }
}
