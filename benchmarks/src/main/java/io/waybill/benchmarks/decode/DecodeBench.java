package io.waybill.benchmarks.decode;

import io.waybill.benchmarks.run.JavaProcess;
import io.waybill.benchmarks.run.Machine;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads a generated capture and a generated log with everybody who can, each in a process of its own on one core. Used once, by one
 * thread.
 */
public final class DecodeBench {

    private static final List<String> TSHARK = List.of(
            "tshark",
            "-n",
            "-T",
            "fields",
            "-e",
            "frame.time_epoch",
            "-e",
            "ip.src",
            "-e",
            "ip.dst",
            "-e",
            "tcp.srcport",
            "-e",
            "tcp.dstport",
            "-e",
            "udp.srcport",
            "-e",
            "udp.dstport",
            "-e",
            "ip.len",
            "-e",
            "tls.handshake.extensions_server_name",
            "-r");

    private final DecodePlan plan;
    private final List<String> command;
    private final Path folder;
    private final Consumer<String> progress;
    private final Pinned core = new Pinned();

    /**
     * A comparison that has not begun.
     *
     * @param command the words that decode the file named behind them
     * @param folder an empty one, with room for what is generated
     * @param progress told what happens now
     */
    public DecodeBench(DecodePlan plan, List<String> command, Path folder, Consumer<String> progress) {
        this.plan = plan;
        this.command = List.copyOf(command);
        this.folder = folder;
        this.progress = progress;
    }

    /** Runs it; lines for the user. */
    public List<String> run() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add(Machine.describe() + ", each process " + core.where() + ", heap " + plan.heap());
        if (plan.megabytes() > 0) {
            lines.add("");
            lines.addAll(capture());
        }
        if (plan.rows() > 0) {
            lines.add("");
            lines.addAll(log());
        }
        return lines;
    }

    private List<String> capture() throws IOException, InterruptedException {
        Path file = folder.resolve("traffic.pcap");
        progress.accept("writing a capture of " + plan.megabytes() + " MB");
        long packets = TrafficCapture.write(file, plan.megabytes(), plan.seed());
        DecodeReport report = new DecodeReport("packets", packets, Files.size(file));
        report.add(reading(file));
        if (Pinned.isInstalled("capinfos")) {
            report.add(run("capinfos -c", List.of("capinfos", "-c", file.toString())));
        }
        if (Pinned.isInstalled("tshark")) {
            List<String> words = new ArrayList<>(TSHARK);
            words.add(file.toString());
            report.add(run("tshark -T fields", words));
        }
        decode(file, report);
        Files.delete(file);
        return report.lines();
    }

    private List<String> log() throws IOException, InterruptedException {
        Path file = folder.resolve("conn.log");
        progress.accept("writing a conn.log of " + plan.rows() + " rows");
        ConnLog.write(file, plan.rows(), plan.seed());
        DecodeReport report = new DecodeReport("rows", plan.rows(), Files.size(file));
        report.add(reading(file));
        decode(file, report);
        Files.delete(file);
        return report.lines();
    }

    private void decode(Path file, DecodeReport report) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.add(file.toString());
        report.add(run("waybill decode, the whole command", words));
        Path rounds = folder.resolve("rounds");
        progress.accept("decoding " + plan.rounds() + " times in one process");
        Figure all = core.run(
                "",
                JavaProcess.command(
                        DecodeMain.class,
                        plan.heap(),
                        List.of(),
                        List.of(file.toString(), Integer.toString(plan.rounds()))),
                Redirect.to(rounds.toFile()));
        List<String> lines = Files.readAllLines(rounds);
        report.add(round("decoding, first time in a process", lines.get(0), all.peakBytes()));
        report.add(round("decoding, warm", best(lines.subList(1, lines.size())), all.peakBytes()));
    }

    private static String best(List<String> rounds) {
        return rounds.stream()
                .min((one, other) -> Long.compare(cpuMillis(one), cpuMillis(other)))
                .orElseThrow();
    }

    private static long cpuMillis(String round) {
        return Long.parseLong(round.substring(0, round.indexOf(' ')));
    }

    private static Figure round(String who, String round, long peakBytes) {
        return new Figure(who, cpuMillis(round), Long.parseLong(round.split(" ")[1]), peakBytes);
    }

    private Figure reading(Path file) throws IOException, InterruptedException {
        List<String> words = List.of("cat", file.toString());
        core.run("", words, Redirect.DISCARD); // from the disk into memory, so that nobody else waits for it
        return run("reading (cat)", words);
    }

    private Figure run(String who, List<String> words) throws IOException, InterruptedException {
        progress.accept(String.format(Locale.ROOT, "measuring: %s", who));
        return core.run(who, words, Redirect.DISCARD);
    }
}
