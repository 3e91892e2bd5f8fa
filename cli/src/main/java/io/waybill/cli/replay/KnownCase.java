package io.waybill.cli.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.waybill.cli.report.CaseDevice;
import io.waybill.cli.report.CaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What went into a kept case, in a file of the data folder. Written when a replay has come to its end: one that was cut off is not
 * known, and replaying it again changes nothing that is counted already, because events keep their ids.
 */
final class KnownCase {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * The content of the file.
     *
     * @param files that went in, in the order in which they did
     * @param devices heard of, by id
     */
    record Content(List<CaseFile> files, List<CaseDevice> devices) {}

    private final Path file;
    private final Content content;

    private KnownCase(Path file, Content content) {
        this.file = file;
        this.content = content;
    }

    /** What is known of a case; nothing, when it is new. */
    static KnownCase of(Path dataFolder, CaseName name) throws IOException {
        Path file = dataFolder.resolve("cases").resolve(name.text()).resolve("inputs.json");
        Content content =
                Files.exists(file) ? JSON.readValue(file.toFile(), Content.class) : new Content(List.of(), List.of());
        return new KnownCase(file, content);
    }

    /** All of it. */
    Content content() {
        return content;
    }

    /** Whether all of these are in the case already, and in the same role. */
    boolean holdsAll(List<CaseFile> others) {
        Set<String> known = new TreeSet<>();
        content.files().forEach(each -> known.add(identity(each)));
        return !others.isEmpty()
                && others.stream().allMatch(each -> !each.sha256().isEmpty() && known.contains(identity(each)));
    }

    private static String identity(CaseFile file) {
        return file.role() + ' ' + file.sha256();
    }

    /** Adds what one more replay put in, and keeps it. Standard input has no digest and is listed each time. */
    KnownCase with(List<CaseFile> files, List<CaseDevice> devices) throws IOException {
        List<CaseFile> allFiles = new ArrayList<>(content.files());
        for (CaseFile each : files) {
            if (each.sha256().isEmpty() || !holdsAll(List.of(each))) {
                allFiles.add(each);
            }
        }
        Map<String, CaseDevice> allDevices = new LinkedHashMap<>();
        content.devices().forEach(each -> allDevices.put(each.deviceId(), each));
        devices.forEach(each -> allDevices.merge(each.deviceId(), each, KnownCase::newer));
        Content all = new Content(allFiles, List.copyOf(new TreeMap<>(allDevices).values()));
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling("inputs.json.part");
        JSON.writeValue(unfinished.toFile(), all);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        return new KnownCase(file, all);
    }

    private static CaseDevice newer(CaseDevice before, CaseDevice now) {
        CaseDevice named = now.isUnknown() ? before : now;
        return new CaseDevice(named.deviceId(), named.manufacturer(), named.model(), before.events() + now.events());
    }
}
