package io.waybill.cli.evaluate;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.streams.LocalRun;
import io.waybill.streams.Timing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;

/**
 * Events as they come to a live pipeline: marks of devices at their time and not before, and the fleet judged at regular
 * intervals of event time. Used by one thread.
 */
final class Course {

    private final LocalRun run;
    private final Queue<DeviceLifecycle> marks;
    private final long everyMillis;
    private final FirstSigns signs;
    private long newest = Long.MIN_VALUE;
    private long next = Long.MIN_VALUE;

    Course(LocalRun run, List<DeviceLifecycle> marks, Duration every, FirstSigns signs) {
        this.run = run;
        this.marks = new ArrayDeque<>(marks.stream()
                .sorted(Comparator.comparing(DeviceLifecycle::getTime))
                .toList());
        this.everyMillis = every.toMillis();
        this.signs = signs;
    }

    /** An event came. */
    void take(DeviceConnection event) {
        long time = event.getTime().toEpochMilli();
        if (newest == Long.MIN_VALUE) {
            next = sooner(time);
        }
        newest = Math.max(newest, time);
        if (newest >= next) {
            signs.note(run.judge(Timing.LIVE.latenessMillis()), newest);
            next = sooner(newest);
        }
        for (DeviceLifecycle mark = marks.peek();
                mark != null && mark.getTime().toEpochMilli() <= newest;
                mark = marks.peek()) {
            run.take(marks.remove());
        }
        run.take(event);
    }

    /** All have come. */
    void end() {
        marks.forEach(run::take);
        marks.clear();
    }

    /** Time of the newest event, milliseconds since 1970 UTC. */
    long newest() {
        return newest;
    }

    /** When to judge next; never where that is beyond all time. */
    private long sooner(long from) {
        return everyMillis > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + everyMillis;
    }
}
