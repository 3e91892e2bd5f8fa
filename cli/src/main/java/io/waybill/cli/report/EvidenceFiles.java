package io.waybill.cli.report;

import io.waybill.captures.own.ConnectionWriter;
import io.waybill.captures.own.OwnFormat;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Evidence;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder {@code evidence}: for each alert the events behind it as {@code ID.jsonl} and, where they were captured as packets,
 * these packets as {@code ID.pcapng}. At most {@value #MAX_ALERTS} alerts, most serious first, have files there.
 */
final class EvidenceFiles {

    static final String FOLDER = "evidence";

    /** Alerts that get files; each may hold one open while captures are read. */
    static final int MAX_ALERTS = 500;

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private static final Comparator<Alert> MOST_SERIOUS_FIRST = Comparator.comparing(Alert::getSeverity)
            .thenComparing(Alert::getScore)
            .reversed()
            .thenComparing(Alert::getId);

    private EvidenceFiles() {}

    /**
     * Writes the folder anew.
     *
     * @param folder of the case
     * @return names of the files, relative to the folder of the case, in order
     */
    static List<String> write(Path folder, List<Alert> alerts, CaseEvidence evidence) throws IOException {
        Path inside = folder.resolve(FOLDER);
        clear(inside);
        List<Alert> shown = alerts.stream()
                .filter(alert -> !events(alert, evidence).isEmpty())
                .sorted(MOST_SERIOUS_FIRST)
                .limit(MAX_ALERTS)
                .toList();
        if (shown.isEmpty()) {
            return List.of();
        }
        Files.createDirectories(inside);
        List<String> names = new ArrayList<>();
        for (Alert alert : shown) {
            String name = name(alert.getId()) + ".jsonl";
            write(inside.resolve(name), events(alert, evidence));
            names.add(FOLDER + "/" + name);
        }
        for (String name : EvidencePackets.write(inside, shown, evidence)) {
            names.add(FOLDER + "/" + name);
        }
        return names.stream().sorted().toList();
    }

    /** Events behind an alert that are known, in the order the alert gives them. */
    static List<DeviceConnection> events(Alert alert, CaseEvidence evidence) {
        return alert.getEvidence().stream()
                .map(Evidence::getEventId)
                .map(evidence.events()::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Name of an alert's files without the ending; an id that is no harmless name is replaced by its digest. */
    static String name(String alertId) {
        return HARMLESS.matcher(alertId).matches()
                ? alertId
                : Sha256.hex(alertId.getBytes(StandardCharsets.UTF_8)).substring(0, 20);
    }

    private static void write(Path file, List<DeviceConnection> events) throws IOException {
        try (ConnectionWriter writer = OwnFormat.JSONL.writer(new BufferedOutputStream(Files.newOutputStream(file)))) {
            events.forEach(writer::accept);
        }
    }

    /** What an earlier writing left must not pass for evidence of this one. */
    private static void clear(Path inside) throws IOException {
        if (!Files.isDirectory(inside)) {
            return;
        }
        try (Stream<Path> files = Files.list(inside)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (Files.isRegularFile(file) && (name.endsWith(".jsonl") || name.endsWith(".pcapng"))) {
                    Files.delete(file);
                }
            }
        }
    }
}
