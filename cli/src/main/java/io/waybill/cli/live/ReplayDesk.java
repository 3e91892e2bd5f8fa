package io.waybill.cli.live;

import io.waybill.cli.live.ReceivedReferences.Held;
import io.waybill.cli.replay.CaseInputs;
import io.waybill.cli.replay.CaseName;
import io.waybill.cli.replay.CaseRemoval;
import io.waybill.cli.replay.Replay;
import io.waybill.cli.replay.ReplayRequest;
import io.waybill.cli.replay.ReplayWatcher;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.console.desk.CaseDesk;
import io.waybill.console.desk.CaseRecord;
import io.waybill.console.desk.CaseWork;
import io.waybill.console.desk.DeskException;
import io.waybill.console.desk.DeskException.Reason;
import io.waybill.console.desk.Reference;
import io.waybill.streams.resolve.IpLocator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays captures that readers of the console send, one at a time and in the order in which they came. A capture is kept beside
 * what is known of its case, so that the case can be verified; it goes when the case goes. Thread-safe.
 */
public final class ReplayDesk implements CaseDesk, AutoCloseable {

    /** Most bytes of one capture unless told otherwise. */
    static final long MAX_UPLOAD_BYTES = 4L << 30;

    /** Most bytes of an inventory, a lifecycle or a policy. */
    static final long MAX_REFERENCE_BYTES = 16L << 20;

    /** Replays that wait or run; a further one is refused. */
    static final int MAX_UNFINISHED = 8;

    /** Ended replays that are still told of. */
    static final int MAX_ENDED = 20;

    private static final Logger LOG = LoggerFactory.getLogger(ReplayDesk.class);
    private static final int PARTITIONS = 4;
    private static final int THREADS = 1;
    private static final int PIECE_BYTES = 64 << 10;
    private static final long STOP_PATIENCE_SECONDS = 30;
    private static final long CLEAN_MINUTES = 10;

    private final Path dataFolder;
    private final Runner runner;
    private final long maxUploadBytes;
    private final @Nullable Removal removal;
    private final Path parts;
    private final ReceivedReferences references;
    private final AtomicLong ids = new AtomicLong();
    private final Deque<UploadedReplay> replays = new ArrayDeque<>();
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(task -> daemon(task, "waybill-uploaded-replay"));
    private final ScheduledExecutorService cleaner =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "waybill-received-files"));

    /** Carries out a replay. */
    @FunctionalInterface
    interface Runner {
        /** Returns at its end; whether the case had all of it before. */
        boolean run(ReplayRequest request, ReplayWatcher watcher) throws IOException, InterruptedException;
    }

    /** Removes a case whole. */
    @FunctionalInterface
    interface Removal {
        /** Removes it; returns when it is gone. */
        void remove(CaseName name) throws IOException, CouldNotRunException;
    }

    /**
     * A desk that waits for captures.
     *
     * @param removal null where removing is not offered
     */
    ReplayDesk(Path dataFolder, Runner runner, long maxUploadBytes, @Nullable Removal removal) {
        this(dataFolder, runner, maxUploadBytes, removal, InstantSource.system());
    }

    ReplayDesk(Path dataFolder, Runner runner, long maxUploadBytes, @Nullable Removal removal, InstantSource clock) {
        this.dataFolder = dataFolder;
        this.parts = dataFolder.resolve("received").resolve("parts");
        deleteParts();
        this.references = new ReceivedReferences(
                dataFolder, dataFolder.resolve("received").resolve("references"), clock);
        this.runner = runner;
        this.maxUploadBytes = maxUploadBytes;
        this.removal = removal;
        cleaner.scheduleWithFixedDelay(this::dropOldReferences, CLEAN_MINUTES, CLEAN_MINUTES, TimeUnit.MINUTES);
    }

    /** A desk whose replays go where that place is. */
    static ReplayDesk at(Replay.Place place, IpLocator locator) {
        Runner replays = (request, watcher) -> new Replay(request, place, locator, watcher)
                .run(InputStream.nullInputStream())
                .repeated();
        Addresses addresses = new Addresses(place.bootstrapServers(), place.registryUrl());
        return new ReplayDesk(
                place.dataFolder(),
                replays,
                MAX_UPLOAD_BYTES,
                name -> CaseRemoval.remove(place.dataFolder(), addresses, name));
    }

    @Override
    public long maxUploadBytes() {
        return maxUploadBytes;
    }

    @Override
    public long maxReferenceBytes() {
        return Math.min(maxUploadBytes, MAX_REFERENCE_BYTES);
    }

    @Override
    public long receive(String caseName, Reference reference, String fileName, InputStream body) throws IOException {
        CaseName name = CaseName.parse(caseName);
        refuseWhenBusy();
        Path place = references.place(name, reference, fileName);
        AtomicLong entries = new AtomicLong();
        store(body, place, maxReferenceBytes(), part -> entries.set(references.check(reference, part)));
        references.add(place);
        return entries.get();
    }

    @Override
    public CaseWork receive(String caseName, String fileName, Map<Reference, String> told, InputStream body)
            throws IOException {
        CaseName name = CaseName.parse(caseName);
        refuseWhenBusy();
        if (Reference.of(fileName).isPresent()) {
            throw new DeskException(Reason.WRONG, "a capture cannot be called '" + fileName + "': rename the file");
        }
        Path capture = CaseInputs.captures(dataFolder, name).resolve(fileName);
        Held held = references.hold(name, told);
        Map<Reference, Path> files;
        long bytes;
        try {
            bytes = store(body, capture, maxUploadBytes, part -> {});
            files = references.keep(held);
        } finally {
            references.release(held);
        }
        ReplayRequest request = new ReplayRequest(
                name,
                List.of(capture.toString()),
                files.get(Reference.INVENTORY),
                files.get(Reference.LIFECYCLE),
                files.get(Reference.POLICY),
                PARTITIONS,
                THREADS,
                "max",
                null);
        UploadedReplay replay = new UploadedReplay(ids.incrementAndGet(), caseName, fileName, bytes);
        add(replay);
        worker.execute(() -> run(replay, request));
        return replay.snapshot();
    }

    @Override
    public List<CaseWork> work() {
        synchronized (replays) {
            return replays.stream().map(UploadedReplay::snapshot).toList();
        }
    }

    @Override
    public Optional<CaseRecord> record(String caseName) throws IOException {
        List<CaseRecord.Input> inputs = CaseInputs.of(dataFolder, CaseName.parse(caseName)).stream()
                .map(file -> new CaseRecord.Input(
                        file.role(), file.name(), file.sizeBytes(), file.sha256(), file.events(), file.problems()))
                .toList();
        return inputs.isEmpty() ? Optional.empty() : Optional.of(new CaseRecord(caseName, inputs));
    }

    @Override
    public boolean removes() {
        return removal != null;
    }

    @Override
    public void remove(String caseName) throws IOException {
        if (removal == null) {
            throw new DeskException(Reason.WRONG, "cases are not removed from here: use ./waybill remove");
        }
        boolean used;
        synchronized (replays) {
            used = replays.stream()
                    .anyMatch(each -> each.isUnfinished() && each.caseName().equals(caseName));
        }
        if (used) {
            throw new DeskException(Reason.IN_USE, "case " + caseName + " is being replayed; wait for its end");
        }
        try {
            removal.remove(CaseName.parse(caseName));
            references.forget(CaseName.parse(caseName));
        } catch (CouldNotRunException e) {
            throw new DeskException(Reason.IN_USE, String.valueOf(e.getMessage()));
        }
    }

    /** Lets the replay under way come to its end for a while, then stops it: the case can be replayed again. */
    @Override
    public void close() {
        cleaner.shutdownNow();
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a replay from the console did not stop in {} s", STOP_PATIENCE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long droppedReferences() {
        return references.dropped();
    }

    /** What was being received when the process before ended. */
    private void deleteParts() {
        if (!Files.isDirectory(parts)) {
            return;
        }
        try (Stream<Path> left = Files.list(parts)) {
            for (Path part : left.toList()) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete what was left of uploads in " + parts, e);
        }
    }

    private void dropOldReferences() {
        try {
            references.dropOld();
        } catch (IOException | RuntimeException e) {
            LOG.error("files that no capture came for cannot be deleted", e);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void refuseWhenBusy() {
        if (unfinished() >= MAX_UNFINISHED) {
            throw new DeskException(
                    Reason.BUSY, MAX_UNFINISHED + " captures are waiting already; try again when one is done");
        }
    }

    /** Puts all of the body into its place, or nothing of it. */
    private long store(InputStream body, Path place, long mostBytes, PartCheck check) throws IOException {
        Files.createDirectories(parts);
        Path part = parts.resolve(Long.toString(ids.incrementAndGet()));
        try {
            long bytes = copy(body, part, mostBytes);
            check.check(part);
            Files.createDirectories(Objects.requireNonNull(place.getParent()));
            Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
            return bytes;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Looks at what was received before it is put into its place. */
    @FunctionalInterface
    private interface PartCheck {
        /** Throws where it cannot be used. */
        void check(Path part) throws IOException;
    }

    private static long copy(InputStream body, Path part, long mostBytes) throws IOException {
        long bytes = 0;
        byte[] piece = new byte[PIECE_BYTES];
        try (OutputStream out = Files.newOutputStream(part)) {
            for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
                bytes += read;
                if (bytes > mostBytes) {
                    throw new DeskException(
                            Reason.TOO_LARGE,
                            "a file of more than " + mostBytes
                                    + " bytes is not taken here; ./waybill replay has no such limit");
                }
                out.write(piece, 0, read);
            }
        }
        return bytes;
    }

    private void run(UploadedReplay replay, ReplayRequest request) {
        try {
            replay.begin();
            replay.end(runner.run(request, replay) ? "the case had all of this already; nothing was added" : null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            replay.fail("stopped with the console; send it again");
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "a replay from the console failed: case={}", request.name().text(), e);
            replay.fail(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private long unfinished() {
        synchronized (replays) {
            return replays.stream().filter(UploadedReplay::isUnfinished).count();
        }
    }

    private void add(UploadedReplay replay) {
        synchronized (replays) {
            replays.addFirst(replay);
            while (replays.size() > MAX_UNFINISHED + MAX_ENDED) {
                replays.removeLast();
            }
        }
    }
}
