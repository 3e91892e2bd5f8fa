package io.waybill.benchmarks.contend;

import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.resolve.PackedLocator;
import java.util.ServiceLoader;

/** Sends a contender to its work. */
public final class Contest {

    private Contest() {}

    /**
     * Runs one to its end.
     *
     * @param meeting where the instances of the pipeline wait for each other; nobody goes there when there is one
     * @return what it tells of itself
     * @throws IllegalStateException when it did not see every event
     * @throws Exception when a peer fails
     */
    public static Trace run(Contender contender, Arena arena, Meeting meeting) throws Exception {
        HandLoop loop = new HandLoop(arena);
        return switch (contender) {
            case POLL -> complete(loop.poll(), arena);
            case DECODE -> complete(loop.decode(), arena);
            case BY_HAND -> {
                loop.byHand(PackedLocator.bundled());
                yield Trace.sent(0);
            }
            case BY_HAND_TUNED -> {
                loop.tuned(PackedLocator.bundled());
                yield Trace.sent(0);
            }
            case DSL -> Trace.sent(new DslCounts(arena, PackedLocator.bundled()).run());
            case COUNTS_ONLY ->
                new PipelineRun(arena).run(PackedLocator.bundled(), DetectorSuite.COUNTS_ONLY, true, meeting);
            case WHOLE -> new PipelineRun(arena).run(PackedLocator.bundled(), DetectorSuite.ALL, true, meeting);
            case AT_LEAST_ONCE ->
                new PipelineRun(arena).run(PackedLocator.bundled(), DetectorSuite.ALL, false, meeting);
            case FLINK -> {
                ServiceLoader.load(Peer.class)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("no peer is on the class path"))
                        .run(arena);
                yield Trace.sent(0);
            }
        };
    }

    private static Trace complete(long seen, Arena arena) {
        if (seen != arena.events()) {
            throw new IllegalStateException(seen + " of " + arena.events() + " events seen");
        }
        return Trace.sent(0);
    }
}
