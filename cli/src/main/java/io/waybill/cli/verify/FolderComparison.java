package io.waybill.cli.verify;

import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.OutputFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares a case folder with the same case made anew: tables by row and cell, texts by line, the rest by byte. */
final class FolderComparison {

    private static final int MAX_SHOWN = 120;

    private FolderComparison() {}

    /**
     * What differs.
     *
     * @param sameProgram whether the folder was made by the program that runs: then reports and columns must be the same, too
     */
    static List<Discrepancy> compare(Path folder, Path anew, CaseManifest manifest, boolean sameProgram)
            throws IOException {
        List<Discrepancy> found = new ArrayList<>();
        found.addAll(TableComparison.counts(text(folder, CaseFolder.COUNTS), text(anew, CaseFolder.COUNTS)));
        found.addAll(TableComparison.alerts(text(folder, CaseFolder.ALERTS), text(anew, CaseFolder.ALERTS)));
        TreeSet<String> named = new TreeSet<>();
        manifest.outputs().stream().map(OutputFile::name).forEach(named::add);
        TreeSet<String> made = new TreeSet<>();
        CaseManifest.read(anew).outputs().stream().map(OutputFile::name).forEach(made::add);
        for (String name : made) {
            if (!named.contains(name) && sameProgram) {
                found.add(new Discrepancy(
                        CaseFolder.MANIFEST, "says nothing of " + name + ", which follows from the inputs"));
            }
        }
        for (String name : named) {
            boolean table = name.equals(CaseFolder.COUNTS) || name.equals(CaseFolder.ALERTS);
            if (table || !sameProgram || !Files.isRegularFile(folder.resolve(name))) {
                continue;
            }
            if (!made.contains(name)) {
                found.add(new Discrepancy(name, "does not follow from the inputs"));
            } else if (name.endsWith(".jsonl") || name.endsWith(".html")) {
                compareLines(name, folder.resolve(name), anew.resolve(name), found);
            } else {
                compareBytes(name, folder.resolve(name), anew.resolve(name), found);
            }
        }
        return found;
    }

    /** A table that is missing was named already; it compares as an empty one. */
    private static String text(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    private static void compareLines(String name, Path kept, Path anew, List<Discrepancy> found) throws IOException {
        if (Files.mismatch(kept, anew) < 0) {
            return;
        }
        try (BufferedReader here = reader(kept);
                BufferedReader there = reader(anew)) {
            for (int number = 1; ; number++) {
                String one = here.readLine();
                String other = there.readLine();
                if (one == null && other == null) {
                    found.add(new Discrepancy(name, "same lines, but not the same bytes: line ends were changed"));
                    return;
                }
                if (one == null) {
                    found.add(new Discrepancy(name, "ends before line " + number + ", which the inputs give"));
                    return;
                }
                if (!one.equals(other)) {
                    found.add(new Discrepancy(name, "line " + number + " " + difference(one, other)));
                    return;
                }
            }
        }
    }

    private static String difference(String one, @Nullable String other) {
        if (other == null) {
            return "does not follow from the inputs: " + cut(one, 0);
        }
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - MAX_SHOWN / 3);
        return "says " + cut(one, from) + ", the inputs give " + cut(other, from);
    }

    private static String cut(String text, int from) {
        int to = Math.min(text.length(), from + MAX_SHOWN);
        return (from > 0 ? "…" : "") + text.substring(Math.min(from, to), to) + (to < text.length() ? "…" : "");
    }

    private static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    private static void compareBytes(String name, Path kept, Path anew, List<Discrepancy> found) throws IOException {
        long at = Files.mismatch(kept, anew);
        if (at >= 0) {
            found.add(new Discrepancy(name, "does not follow from the inputs: it differs from byte " + at + " on"));
        }
    }
}
