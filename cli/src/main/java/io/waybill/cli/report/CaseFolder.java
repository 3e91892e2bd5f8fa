package io.waybill.cli.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Writes a case to a folder: {@code counts.csv}, {@code alerts.jsonl}, {@code report.html} and {@code case.json}, in this order. */
public final class CaseFolder {

    /** The counts. */
    public static final String COUNTS = "counts.csv";

    /** The alerts. */
    public static final String ALERTS = "alerts.jsonl";

    /** The report for a reader. */
    public static final String REPORT = "report.html";

    /** The manifest. */
    public static final String MANIFEST = "case.json";

    private CaseFolder() {}

    /**
     * Writes all files; the manifest comes last, so that a folder with a manifest is complete. A file is replaced whole or not at
     * all.
     *
     * @throws IOException when the folder cannot be made or written
     */
    public static void write(Path folder, CaseResult result) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(MANIFEST));
        List<OutputFile> outputs = new ArrayList<>();
        outputs.add(write(folder, COUNTS, CountsCsv.text(result.counts())));
        outputs.add(write(folder, ALERTS, AlertsJsonl.text(result.alerts())));
        outputs.add(write(folder, REPORT, ReportHtml.text(result)));
        write(folder, MANIFEST, CaseJson.text(result, outputs));
    }

    private static OutputFile write(Path folder, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Path unfinished = folder.resolve(name + ".part");
        Files.write(unfinished, bytes);
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        return OutputFile.of(name, bytes);
    }
}
