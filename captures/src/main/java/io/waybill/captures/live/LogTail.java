package io.waybill.captures.live;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.Bound;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.text.LineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows growing logs in files and folders, as {@code tail -F} does, through renaming, moving away and rewriting. Each log is
 * read from its first line, so that what later lines refer to is known; the events of lines that an earlier run has settled
 * are not handed over again. Used by one thread.
 */
public final class LogTail implements LiveSource {
    /** Logs followed at once. */
    public static final int MAX_LOGS = 1_024;

    /** Marks kept, also of logs that are gone; beyond it that of the log longest known is forgotten. */
    static final int MAX_MARKS = 8 * MAX_LOGS;

    /** Of one log in one call, so that others get their turn. */
    private static final long TURN_BYTES = 8L * 1024 * 1024;

    private final List<Path> places;
    private final ReadContext context;
    private final List<Followable> formats;
    private final Map<String, FileMark> known = new LinkedHashMap<>();
    private final Map<String, Followed> followed = new LinkedHashMap<>();
    private final Set<FileIdentity> passedOver = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    /**
     * A format that can be followed.
     *
     * @param format recognises its logs
     * @param join takes their lines
     */
    public record Followable(CaptureFormat format, LogJoin join) {}

    /**
     * Nothing is opened yet.
     *
     * @param places files, and folders whose files are followed; hidden ones and folders in them are not
     * @param marks where an earlier run stopped
     */
    public LogTail(List<Path> places, ReadContext context, List<FileMark> marks, List<Followable> formats) {
        this.places = List.copyOf(places);
        this.context = context;
        this.formats = List.copyOf(formats);
        marks.forEach(mark -> known.put(mark.identity().key(), mark));
    }

    /** A log that is followed. */
    private static final class Followed {
        private final TailedFile file;
        private final GrowingLog log;
        private final long told;
        private Path path;

        Followed(TailedFile file, GrowingLog log, long told, Path path) {
            this.file = file;
            this.log = log;
            this.told = told;
            this.path = path;
        }

        FileMark mark() {
            return new FileMark(path, file.identity(), Math.max(told, log.settledLines()));
        }
    }

    @Override
    public long poll() throws IOException {
        Map<String, Path> present = LogFolder.files(places);
        for (Map.Entry<String, Path> each : present.entrySet()) {
            look(each.getKey(), each.getValue());
        }
        long lines = 0;
        boolean behind = false;
        for (Followed log : inReadingOrder()) {
            if (behind && isConnections(log.path)) {
                break; // connections are read when all that names them was
            }
            long before = log.file.lines();
            behind |= log.file.read(TURN_BYTES, (line, number) -> take(log, line, number));
            lines += log.file.lines() - before;
        }
        if (!behind) {
            formats.forEach(format -> format.join().caughtUp());
            letGo(present.keySet());
        }
        return lines;
    }

    /** Names before what they name. */
    private List<Followed> inReadingOrder() {
        List<Followed> logs = new ArrayList<>(followed.values());
        logs.sort(Comparator.comparing((Followed log) -> isConnections(log.path)));
        return logs;
    }

    private static boolean isConnections(Path path) {
        return String.valueOf(path.getFileName()).startsWith("conn");
    }

    private void look(String key, Path path) throws IOException {
        Followed log = followed.get(key);
        if (log != null) {
            log.path = path;
            if (!log.file.wasRewritten()) {
                return;
            }
            close(key, log); // what stands behind the place that was read to belongs to the new log
            known.remove(key); // its lines are counted from the first again
        }
        if (followed.size() >= MAX_LOGS) {
            context.bounds().add(Bound.LOGS, refused.contains(path.toString()) ? 0 : 1);
            refuse(path, "not followed: " + MAX_LOGS + " logs are followed already; move old ones away");
            return;
        }
        TailedFile file = LogFolder.open(path, key, context.settings().maxRecordBytes());
        if (file != null && !follow(file, path)) {
            file.close();
        }
    }

    private boolean follow(TailedFile file, Path path) throws IOException {
        if (passedOver.contains(file.identity())) {
            return false;
        }
        byte[] head = file.head(CaptureFormat.HEAD_BYTES);
        String name = String.valueOf(path.getFileName());
        for (Followable each : formats) {
            if (each.format().recognises(head, name)) {
                FileMark mark = known.get(file.identity().key());
                boolean same = mark != null && file.isThe(mark.identity());
                long told = same && mark != null ? mark.lines() : 0;
                followed.put(
                        file.identity().key(), new Followed(file, each.join().open(name), told, path));
                return true;
            }
        }
        if (head.length >= FileIdentity.MAX_HEAD_BYTES && passedOver.size() < MAX_LOGS * 16) {
            passedOver.add(file.identity()); // of a shorter one the first line may not be whole yet
            if (places.contains(path)) {
                refuse(path, "cannot be followed: no log of Zeek or Suricata; --once reads other captures");
            }
        }
        return false;
    }

    private void refuse(Path path, String reason) {
        if (refused.add(path.toString())) {
            context.problems().accept(new InputProblem(path.toString(), "file", 0, reason));
        }
    }

    private void take(Followed log, LineReader line, long number) throws IOException {
        try {
            if (line.tooLong()) {
                throw new BadRecordException("longer than " + context.settings().maxRecordBytes() + " bytes");
            }
            log.log.take(line, number, number <= log.told);
        } catch (BadRecordException e) {
            if (number > log.told) {
                context.problems().accept(new InputProblem(log.path.toString(), "line", number, e.reason()));
            }
        }
    }

    /** What is no longer there under any name was read to its end. */
    private void letGo(Set<String> present) throws IOException {
        for (Map.Entry<String, Followed> each : List.copyOf(followed.entrySet())) {
            if (!present.contains(each.getKey())) {
                Followed log = each.getValue();
                log.file.finish((line, number) -> take(log, line, number));
                close(each.getKey(), log);
            }
        }
    }

    private void close(String key, Followed log) throws IOException {
        log.log.close();
        log.file.close();
        known.put(key, log.mark());
        followed.remove(key);
        if (known.size() > MAX_MARKS) {
            known.remove(known.keySet().iterator().next());
        }
    }

    @Override
    public List<FileMark> marks() {
        Map<String, FileMark> marks = new LinkedHashMap<>(known);
        followed.forEach((key, log) -> marks.put(key, log.mark()));
        return List.copyOf(marks.values());
    }

    /** Nothing is handed over early: the next run reads it again. Says how often bounds were hit. */
    @Override
    public void end() {
        for (Followable each : formats) {
            long hits = each.join().boundHits();
            if (hits > 0) {
                String name = each.format().name();
                context.problems()
                        .accept(new InputProblem(
                                name, "file", 0, hits + " rows went unnamed or were forgotten early, over a bound"));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Followed log : followed.values()) {
            log.file.close();
        }
    }
}
