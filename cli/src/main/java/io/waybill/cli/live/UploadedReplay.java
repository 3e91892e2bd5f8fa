package io.waybill.cli.live;

import io.waybill.captures.InputProblem;
import io.waybill.cli.replay.ReplayWatcher;
import io.waybill.console.desk.CaseWork;
import io.waybill.console.desk.CaseWork.State;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One replay of an uploaded capture, as far as it has come. Written by the replaying thread, read by any. */
final class UploadedReplay implements ReplayWatcher {

    private final long id;
    private final String caseName;
    private final String fileName;
    private final long bytes;
    private final AtomicLong fed = new AtomicLong();
    private final AtomicLong processed = new AtomicLong();
    private final AtomicLong problems = new AtomicLong();
    private volatile Stand stand = new Stand(State.WAITING, null);

    private record Stand(State state, @Nullable String message) {}

    UploadedReplay(long id, String caseName, String fileName, long bytes) {
        this.id = id;
        this.caseName = caseName;
        this.fileName = fileName;
        this.bytes = bytes;
    }

    String caseName() {
        return caseName;
    }

    boolean isUnfinished() {
        return switch (stand.state()) {
            case WAITING, RUNNING -> true;
            case DONE, FAILED -> false;
        };
    }

    void begin() {
        stand = new Stand(State.RUNNING, null);
    }

    void end(@Nullable String message) {
        stand = new Stand(State.DONE, message);
    }

    void fail(String why) {
        stand = new Stand(State.FAILED, why);
    }

    @Override
    public void fed() {
        fed.incrementAndGet();
    }

    @Override
    public void processed(long records) {
        processed.set(records);
    }

    @Override
    public void problem(InputProblem problem) {
        problems.incrementAndGet();
    }

    CaseWork snapshot() {
        Stand now = stand;
        return new CaseWork(
                id, caseName, fileName, now.state(), bytes, fed.get(), processed.get(), problems.get(), now.message());
    }
}
