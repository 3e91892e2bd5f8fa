package io.waybill.cli.live;

import io.waybill.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code waybill up} in a process of its own, on free ports; made to be killed. */
record UpUntilKilled(Process process, String bootstrapServers, String registryUrl) {

    /** Starts it and waits until it says where it is. */
    static UpUntilKilled start(Path data, int partitions) throws IOException {
        Process process = new ProcessBuilder(command(data, partitions))
                .redirectError(data.resolveSibling("up.log").toFile())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Map<String, String> places = new HashMap<>();
        while (!places.containsKey("registry")) {
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("it ended before it was up");
            }
            String[] words = line.split(" +");
            places.put(words[0], words[1]);
        }
        return new UpUntilKilled(process, places.getOrDefault("broker", ""), places.getOrDefault("registry", ""));
    }

    private static List<String> command(Path data, int partitions) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "up",
                "--data",
                data.toString(),
                "--partitions",
                Integer.toString(partitions)));
        for (String port : List.of("--broker-port", "--registry-port", "--console-port", "--health-port")) {
            command.add(port);
            command.add("0");
        }
        return command;
    }

    /** What {@code kill -9} does; returns when it is dead. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }
}
