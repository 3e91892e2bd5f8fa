package io.waybill.cli.live;

import io.waybill.cli.replay.CaseInputs;
import io.waybill.cli.replay.CaseName;
import io.waybill.cli.replay.ReferenceCheck;
import io.waybill.console.desk.DeskException;
import io.waybill.console.desk.DeskException.Reason;
import io.waybill.console.desk.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inventories, lifecycles and policies that were received for captures that follow. They wait in {@code received/CASE/KIND} of the
 * data folder, across restarts, until a capture refers to them; then they go beside the captures of the case and stay as long as it
 * does. One that no capture comes for is deleted after {@link #MAX_AGE}, or when {@link #MAX_WAITING} newer ones wait. Thread-safe.
 */
final class ReceivedReferences {

    /** Files that wait for a capture. */
    static final int MAX_WAITING = 24;

    /** For how long one waits. */
    static final Duration MAX_AGE = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(ReceivedReferences.class);

    private final Path dataFolder;
    private final Path received;
    private final InstantSource clock;
    private final Map<Path, Instant> waiting = new LinkedHashMap<>();
    private final List<Held> held = new ArrayList<>();
    private long dropped;

    /**
     * Finds again what waited when the process before ended.
     *
     * @throws UncheckedIOException when the folder cannot be read
     */
    ReceivedReferences(Path dataFolder, Path received, InstantSource clock) {
        this.dataFolder = dataFolder;
        this.received = received;
        this.clock = clock;
        try {
            waiting.putAll(filesOf(received));
            dropOld();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what was received for cases in " + received, e);
        }
    }

    /** Where a file of that name waits. */
    Path place(CaseName name, Reference reference, String fileName) {
        return received.resolve(name.text()).resolve(reference.word()).resolve(fileName);
    }

    /**
     * Checks a file.
     *
     * @return devices, events or rules in it
     * @throws DeskException saying what cannot be used
     */
    long check(Reference reference, Path file) throws IOException {
        ReferenceCheck check = switch (reference) {
            case INVENTORY -> ReferenceCheck.inventory(file);
            case LIFECYCLE -> ReferenceCheck.lifecycle(file);
            case POLICY -> ReferenceCheck.policy(file);
        };
        if (check.total() > 0) {
            long more = check.total() - check.problems().size();
            throw new DeskException(
                    Reason.WRONG,
                    "the " + reference.word() + " cannot be used: " + String.join("; ", check.problems())
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
        if (check.entries() == 0) {
            throw new DeskException(
                    Reason.WRONG, "the " + reference.word() + " is empty: send it with entries, or leave it out");
        }
        return check.entries();
    }

    /** Takes a file that is in its place. */
    synchronized void add(Path file) throws IOException {
        waiting.remove(file);
        waiting.put(file, clock.instant());
        dropOld();
    }

    /**
     * The files a capture refers to, which do not go while it is being received; {@link #keep} or {@link #release} ends that.
     *
     * @throws DeskException when one was not received, or waited for too long
     */
    synchronized Held hold(CaseName name, Map<Reference, String> references) throws IOException {
        dropOld();
        Map<Reference, Path> from = new EnumMap<>(Reference.class);
        Map<Reference, Path> to = new EnumMap<>(Reference.class);
        references.forEach((reference, fileName) -> {
            Path file = place(name, reference, fileName);
            Path kept = CaseInputs.captures(dataFolder, name)
                    .resolve(reference.word())
                    .resolve(fileName);
            if (waiting.containsKey(file)) {
                from.put(reference, file);
            } else if (!Files.isRegularFile(kept)) {
                throw new DeskException(
                        Reason.WRONG, "no " + reference.word() + " called " + fileName + " was received for this case");
            }
            to.put(reference, kept);
        });
        Held mine = new Held(from, to);
        held.add(mine);
        return mine;
    }

    /** The capture is there: its files go beside it, and stay as long as the case. */
    synchronized Map<Reference, Path> keep(Held mine) throws IOException {
        for (Map.Entry<Reference, Path> file : mine.from().entrySet()) {
            // Another capture may have come with the same file in the meantime.
            if (waiting.remove(file.getValue()) != null) {
                Path kept = Objects.requireNonNull(mine.to().get(file.getKey()));
                Files.createDirectories(Objects.requireNonNull(kept.getParent()));
                Files.move(file.getValue(), kept, StandardCopyOption.REPLACE_EXISTING);
                removeEmptyFolders(file.getValue());
            }
        }
        return mine.to();
    }

    /** The capture was received or not: what it held and did not keep waits on. */
    synchronized void release(Held mine) {
        held.removeIf(each -> each == mine);
    }

    /** Deletes what waits for a case that is removed. */
    synchronized void forget(CaseName name) throws IOException {
        for (Path file : List.copyOf(waiting.keySet())) {
            if (file.startsWith(received.resolve(name.text()))) {
                delete(file);
                waiting.remove(file);
            }
        }
    }

    /** Deletes what waited for too long, and the oldest of too many. */
    synchronized void dropOld() throws IOException {
        Instant oldest = clock.instant().minus(MAX_AGE);
        int tooMany = waiting.size() - MAX_WAITING;
        for (Iterator<Map.Entry<Path, Instant>> each = waiting.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Path, Instant> file = each.next();
            boolean late = !file.getValue().isAfter(oldest);
            if ((late || tooMany > 0) && !isHeld(file.getKey())) {
                LOG.warn(
                        "a file that no capture came for is deleted: file={} received={} reason={}",
                        received.relativize(file.getKey()),
                        file.getValue(),
                        late ? "too old" : "too many wait");
                delete(file.getKey());
                each.remove();
                tooMany--;
                dropped++;
            }
        }
    }

    /** How many were deleted because no capture came for them. */
    synchronized long dropped() {
        return dropped;
    }

    private boolean isHeld(Path file) {
        return held.stream().anyMatch(each -> each.from().containsValue(file));
    }

    private void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        removeEmptyFolders(file);
    }

    private void removeEmptyFolders(Path of) throws IOException {
        for (Path folder = of.getParent(); folder != null && !folder.equals(received); folder = folder.getParent()) {
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(folder);
        }
    }

    /** Files under a folder with when they were written, oldest first. */
    private static Map<Path, Instant> filesOf(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Map.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        List<Map.Entry<Path, Instant>> times = new ArrayList<>();
        for (Path file : files) {
            times.add(Map.entry(file, Files.getLastModifiedTime(file).toInstant()));
        }
        times.sort(Map.Entry.comparingByValue());
        Map<Path, Instant> ordered = new LinkedHashMap<>();
        times.forEach(file -> ordered.put(file.getKey(), file.getValue()));
        return ordered;
    }

    /** Files of one capture: where they wait, and where they belong once it is there. */
    record Held(Map<Reference, Path> from, Map<Reference, Path> to) {}
}
