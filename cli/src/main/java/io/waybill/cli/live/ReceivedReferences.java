package io.waybill.cli.live;

import io.waybill.cli.replay.CaseInputs;
import io.waybill.cli.replay.CaseName;
import io.waybill.cli.replay.ReferenceCheck;
import io.waybill.console.desk.DeskException;
import io.waybill.console.desk.DeskException.Reason;
import io.waybill.console.desk.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Inventories, lifecycles and policies that were received for captures that follow. They are kept beside the captures of the case
 * and go with it; of those that no capture came for, the oldest is deleted when there are too many. Thread-safe.
 */
final class ReceivedReferences {

    /** Files that wait for a capture. */
    static final int MAX_WAITING = 24;

    private final Path dataFolder;
    private final Map<Path, Boolean> waiting = new LinkedHashMap<>();

    ReceivedReferences(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    /** Where a file of that name belongs. */
    Path place(CaseName name, Reference reference, String fileName) {
        return CaseInputs.captures(dataFolder, name).resolve(reference.word()).resolve(fileName);
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
        waiting.put(file, true);
        Iterator<Path> oldest = waiting.keySet().iterator();
        while (waiting.size() > MAX_WAITING) {
            Files.deleteIfExists(oldest.next());
            oldest.remove();
        }
    }

    /** The files a capture refers to; from now on they stay as long as the case. */
    synchronized Map<Reference, Path> take(CaseName name, Map<Reference, String> references) {
        Map<Reference, Path> files = new LinkedHashMap<>();
        references.forEach((reference, fileName) -> {
            Path file = place(name, reference, fileName);
            if (!Files.isRegularFile(file)) {
                throw new DeskException(
                        Reason.WRONG, "no " + reference.word() + " called " + fileName + " was received for this case");
            }
            files.put(reference, file);
        });
        files.values().forEach(waiting::remove);
        return files;
    }
}
