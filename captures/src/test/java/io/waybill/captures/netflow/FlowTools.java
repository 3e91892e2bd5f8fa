package io.waybill.captures.netflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An exporter and a collector of others: softflowd makes NetFlow of a capture, nfcapd stores it, nfdump prints it. */
final class FlowTools {
    private static final long SECONDS = 60;

    private final Path folder;

    /** Works in a folder of its own. */
    FlowTools(Path folder) {
        this.folder = folder;
    }

    private static String program(String name) {
        Path found = Stream.of("/usr/sbin", "/usr/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, name + " is not installed");
        return String.valueOf(found);
    }

    /** Sends the capture's flows there. */
    void export(Path pcap, int port, int version) throws IOException, InterruptedException {
        run(
                folder.resolve("softflowd.log"),
                program("softflowd"),
                "-d", // in the foreground
                "-a", // by the capture's own clock
                "-r",
                pcap.toString(),
                "-n",
                "127.0.0.1:" + port,
                "-v",
                Integer.toString(version),
                "-p",
                folder.resolve("pid").toString(),
                "-c",
                "none");
    }

    /** The capture's flows through nfcapd's files, as CSV. */
    Path collected(Path pcap, int version) throws IOException, InterruptedException {
        Path store = Files.createDirectory(folder.resolve("store" + version));
        int port = freePort();
        Path said = folder.resolve("nfcapd.log");
        Process nfcapd = new ProcessBuilder(
                        program("nfcapd"), "-l", store.toString(), "-b", "127.0.0.1", "-p", port + "")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            await("nfcapd listens", () -> waiting(port) == 0);
            export(pcap, port, version);
            await("nfcapd has read what came", () -> waiting(port) == 0);
        } finally {
            nfcapd.destroy(); // SIGTERM: it stores what it holds and ends
        }
        assertThat(nfcapd.waitFor(SECONDS, TimeUnit.SECONDS))
                .as(Files.readString(said))
                .isTrue();
        Path csv = folder.resolve("flows" + version + ".csv");
        run(csv, "env", "TZ=UTC", program("nfdump"), "-R", store.toString(), "-o", "csv");
        return csv;
    }

    private static void run(Path output, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(output)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    /** A condition that is looked at. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** Bytes that wait in the socket of this port, or -1 where nobody has it open; columns as in proc(5). */
    private static long waiting(int port) throws IOException {
        String local = String.format(Locale.ROOT, "0100007F:%04X", port);
        List<Long> queues = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("/proc/net/udp"))) {
            String[] columns = line.strip().split("\\s+");
            if (columns[1].equals(local)) {
                queues.add(Long.parseLong(columns[4].substring(columns[4].indexOf(':') + 1), 16));
            }
        }
        return queues.isEmpty() ? -1 : queues.get(0);
    }
}
