package io.waybill.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Writes a case to a folder: {@code counts.csv}, {@code counts.parquet}, {@code alerts.jsonl}, {@code evidence},
 * {@code report.html} and {@code case.json}, in this order.
 */
public final class CaseFolder {

    /** The counts. */
    public static final String COUNTS = "counts.csv";

    /** The counts in columns. */
    public static final String PARQUET = "counts.parquet";

    /** The alerts. */
    public static final String ALERTS = "alerts.jsonl";

    /** The report for a reader. */
    public static final String REPORT = "report.html";

    /** The manifest. */
    public static final String MANIFEST = "case.json";

    private CaseFolder() {}

    /**
     * Writes all files; the manifest comes last, so that a folder with a manifest is complete. A file is replaced whole or not at
     * all. Where the folder holds an earlier state of the same case, its manifest is kept and the new one refers to it.
     *
     * @throws IOException when the folder cannot be made or written
     */
    public static void write(Path folder, CaseResult result, CaseEvidence evidence) throws IOException {
        Files.createDirectories(folder);
        ChainLink link = CaseChain.extend(folder, result.facts());
        Files.deleteIfExists(folder.resolve(MANIFEST));
        write(folder, COUNTS, CountsCsv.text(result.counts()));
        CountsParquet.write(folder.resolve(COUNTS), folder.resolve(PARQUET));
        write(folder, ALERTS, AlertsJsonl.text(result.alerts()));
        List<String> names = new ArrayList<>(List.of(COUNTS, PARQUET, ALERTS, REPORT));
        List<String> ofEvidence = EvidenceFiles.write(folder, result.alerts(), evidence);
        names.addAll(ofEvidence);
        write(folder, REPORT, ReportHtml.text(result, new TreeSet<>(ofEvidence)));
        List<OutputFile> outputs = new ArrayList<>();
        for (String name : names) {
            outputs.add(OutputFile.of(folder, name));
        }
        write(folder, MANIFEST, CaseJson.text(result, outputs, link));
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Path unfinished = folder.resolve(name + ".part");
        Files.writeString(unfinished, text);
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
