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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
     * @param events of each device by the capture they say they are from
     * @param arguments what replays were given, see {@link ReplayRequest#arguments}; absent in files of an earlier version
     */
    record Content(
            List<CaseFile> files,
            List<CaseDevice> devices,
            @Nullable Map<String, Map<String, Long>> events,
            @Nullable SortedMap<String, String> arguments) {

        /** Of one device; what was written before captures were told apart stands under no name. */
        SortedMap<String, Long> eventsOf(CaseDevice device) {
            Map<String, Long> known = events == null ? null : events.get(device.deviceId());
            return new TreeMap<>(known == null ? Map.of("", device.events()) : known);
        }

        /** What all replays were given together. */
        SortedMap<String, String> allArguments() {
            return arguments == null ? new TreeMap<>() : arguments;
        }
    }

    private final Path file;
    private final Content content;

    private KnownCase(Path file, Content content) {
        this.file = file;
        this.content = content;
    }

    /** What is known of a case; nothing, when it is new. */
    static KnownCase of(Path dataFolder, CaseName name) throws IOException {
        Path file = dataFolder.resolve("cases").resolve(name.text()).resolve("inputs.json");
        Content content = Files.exists(file)
                ? JSON.readValue(file.toFile(), Content.class)
                : new Content(List.of(), List.of(), Map.of(), null);
        return new KnownCase(file, content);
    }

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

    /**
     * Adds what one more replay put in, and keeps it. Standard input has no digest and is listed each time.
     *
     * @param files that it read
     * @param devices it met
     * @param tally of its events
     * @param request what the replay was given
     */
    KnownCase with(List<CaseFile> files, List<CaseDevice> devices, DeviceTally tally, ReplayRequest request)
            throws IOException {
        List<CaseFile> allFiles = new ArrayList<>(content.files());
        Set<String> again = new TreeSet<>();
        Set<String> fresh = new TreeSet<>();
        for (CaseFile each : files) {
            if (!each.sha256().isEmpty() && holdsAll(List.of(each))) {
                again.add(each.name());
            } else {
                fresh.add(each.name());
                allFiles.add(each);
            }
        }
        Map<String, CaseDevice> named = new TreeMap<>();
        Map<String, Map<String, Long>> events = new TreeMap<>();
        content.devices().forEach(each -> {
            named.put(each.deviceId(), each);
            events.put(each.deviceId(), content.eventsOf(each));
        });
        for (CaseDevice each : devices) {
            named.merge(each.deviceId(), each, (before, now) -> now.isUnknown() ? before : now);
            Map<String, Long> of = events.computeIfAbsent(each.deviceId(), any -> new TreeMap<>());
            tally.of(each.deviceId()).forEach((capture, count) -> {
                if (fresh.contains(capture)) {
                    of.merge(capture, count, Long::sum);
                } else if (!again.contains(capture)) {
                    of.merge(capture, count, Math::max);
                }
            });
        }
        List<CaseDevice> all = named.values().stream()
                .map(each -> new CaseDevice(
                        each.deviceId(),
                        each.manufacturer(),
                        each.model(),
                        events.getOrDefault(each.deviceId(), Map.of()).values().stream()
                                .mapToLong(Long::longValue)
                                .sum()))
                .toList();
        return keep(new Content(allFiles, all, events, request.argumentsAfter(content.allArguments())));
    }

    private KnownCase keep(Content all) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling("inputs.json.part");
        JSON.writeValue(unfinished.toFile(), all);
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        return new KnownCase(file, all);
    }
}
