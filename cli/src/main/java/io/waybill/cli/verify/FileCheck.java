package io.waybill.cli.verify;

import io.waybill.cli.report.CaseFile;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.OutputFile;
import io.waybill.cli.report.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares files with what the manifest says of them. */
public final class FileCheck {

    private static final Set<String> WRITTEN = Set.of(CaseFolder.COUNTS, CaseFolder.ALERTS, CaseFolder.REPORT);

    private FileCheck() {}

    /**
     * Checks the files of the folder: each is there, none was changed, none was left out of the manifest.
     *
     * @throws IOException when a file is there and cannot be read
     */
    public static List<Discrepancy> outputs(Path folder, CaseManifest manifest) throws IOException {
        List<Discrepancy> found = new ArrayList<>();
        Set<String> missing = new TreeSet<>(WRITTEN);
        for (OutputFile output : manifest.outputs()) {
            missing.remove(output.name());
            Path file = folder.resolve(output.name()).normalize();
            if (!file.startsWith(folder.normalize())) {
                found.add(new Discrepancy(CaseFolder.MANIFEST, "names an output outside the folder: " + output.name()));
            } else if (!Files.isRegularFile(file)) {
                found.add(new Discrepancy(output.name(), "is missing"));
            } else {
                compare(output.name(), file, output.sizeBytes(), output.sha256())
                        .ifPresent(found::add);
            }
        }
        missing.forEach(name -> found.add(new Discrepancy(CaseFolder.MANIFEST, "says nothing of " + name)));
        found.addAll(added(folder, manifest));
        return found;
    }

    /** Evidence that the manifest does not know was put there by somebody else. */
    private static List<Discrepancy> added(Path folder, CaseManifest manifest) throws IOException {
        Path evidence = folder.resolve("evidence");
        if (!Files.isDirectory(evidence)) {
            return List.of();
        }
        Set<String> known = new TreeSet<>();
        manifest.outputs().forEach(output -> known.add(output.name()));
        try (Stream<Path> files = Files.list(evidence)) {
            return files.map(file -> "evidence/" + file.getFileName())
                    .filter(name -> !known.contains(name))
                    .sorted()
                    .map(name -> new Discrepancy(name, "was added: the manifest does not know it"))
                    .toList();
        }
    }

    /**
     * Checks the files that went in, as far as they can be found. Standard input leaves nothing to check.
     *
     * @param locate where a file is now; empty when it is not known
     * @throws IOException when a file is there and cannot be read
     */
    public static List<Discrepancy> inputs(CaseManifest manifest, Function<CaseFile, Optional<Path>> locate)
            throws IOException {
        List<Discrepancy> found = new ArrayList<>();
        for (CaseFile input : manifest.inputs()) {
            if (input.sha256().isEmpty()) {
                continue;
            }
            Optional<Path> file = locate.apply(input).filter(Files::isRegularFile);
            if (file.isEmpty()) {
                found.add(new Discrepancy(input.name(), "this " + input.role() + " is not here; say where it is"));
            } else {
                compare(input.name(), file.get(), input.sizeBytes(), input.sha256())
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    /** Those of the files and folders a replay named that are there; a glob stands for the folder it looks into. */
    public static List<Path> existing(List<String> inputs, @Nullable Path... references) {
        List<Path> places = new ArrayList<>();
        for (String input : inputs) {
            int glob = input.replaceAll("[*?\\[{].*", "").length();
            String plain = glob < input.length() ? input.substring(0, input.lastIndexOf('/', glob) + 1) : input;
            places.add(Path.of(plain.isEmpty() ? "." : plain));
        }
        for (Path reference : references) {
            if (reference != null) {
                places.add(reference);
            }
        }
        places.removeIf(place -> !Files.exists(place));
        return places;
    }

    /** Finds inputs by digest among files and folders, whatever their names are now. */
    public static Function<CaseFile, Optional<Path>> among(List<Path> places) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place : places) {
            try (Stream<Path> inside = Files.walk(place)) {
                inside.filter(Files::isRegularFile).sorted().forEach(files::add);
            }
        }
        Map<String, Path> byDigest = new TreeMap<>();
        for (Path file : files) {
            byDigest.putIfAbsent(Sha256.hex(file), file);
        }
        return input -> Optional.ofNullable(byDigest.get(input.sha256()))
                .or(() -> files.stream()
                        .filter(file -> file.endsWith(input.name()))
                        .findFirst())
                .or(() -> onlyOneCalled(Path.of(input.name()).getFileName(), files));
    }

    /** A changed file in another folder; where several have its name, none of them is taken for it. */
    private static Optional<Path> onlyOneCalled(Path name, List<Path> files) {
        List<Path> same =
                files.stream().filter(file -> name.equals(file.getFileName())).toList();
        return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
    }

    private static Optional<Discrepancy> compare(String name, Path file, long size, String sha256) throws IOException {
        long sizeNow = Files.size(file);
        String digestNow = Sha256.hex(file);
        if (digestNow.equals(sha256)) {
            return Optional.empty();
        }
        String sizes = sizeNow == size ? size + " bytes as before" : sizeNow + " bytes instead of " + size;
        return Optional.of(
                new Discrepancy(name, "was changed: SHA-256 is " + digestNow + " instead of " + sha256 + ", " + sizes));
    }
}
