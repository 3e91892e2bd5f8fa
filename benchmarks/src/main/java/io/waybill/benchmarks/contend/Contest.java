package io.waybill.benchmarks.contend;

import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.resolve.PackedLocator;
import java.io.IOException;

/** Sends a contender to its work. */
public final class Contest {

    private Contest() {}

    /**
     * Runs one to its end.
     *
     * @return bytes it sent to itself through the broker
     * @throws IllegalStateException when it did not see every event
     */
    public static long run(Contender contender, Arena arena) throws IOException, InterruptedException {
        HandLoop loop = new HandLoop(arena);
        return switch (contender) {
            case POLL -> complete(loop.poll(), arena);
            case DECODE -> complete(loop.decode(), arena);
            case BY_HAND -> {
                loop.byHand(PackedLocator.bundled());
                yield 0;
            }
            case BY_HAND_TUNED -> {
                loop.tuned(PackedLocator.bundled());
                yield 0;
            }
            case DSL -> new DslCounts(arena, PackedLocator.bundled()).run();
            case COUNTS_ONLY -> new PipelineRun(arena).run(PackedLocator.bundled(), DetectorSuite.COUNTS_ONLY, true);
            case WHOLE -> new PipelineRun(arena).run(PackedLocator.bundled(), DetectorSuite.ALL, true);
            case AT_LEAST_ONCE -> new PipelineRun(arena).run(PackedLocator.bundled(), DetectorSuite.ALL, false);
        };
    }

    private static long complete(long seen, Arena arena) {
        if (seen != arena.events()) {
            throw new IllegalStateException(seen + " of " + arena.events() + " events seen");
        }
        return 0;
    }
}
