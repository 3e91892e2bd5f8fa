package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.benchmarks.contend.PipelineRun;
import io.waybill.streams.RestoreProgress;
import io.waybill.streams.resolve.PackedLocator;
import java.util.List;

/** An instance of the pipeline whose state has to come from the changelogs; says what it read and how long that took. */
public final class RestoreMain {

    private RestoreMain() {}

    /** Arguments: the {@link Arena}. */
    public static void main(String[] arguments) throws InterruptedException {
        ParentWatch.start();
        RestoreProgress.Restoration restored =
                new PipelineRun(Arena.of(List.of(arguments))).restore(PackedLocator.bundled());
        System.out.println(restored.restored() + " " + restored.took().toMillis());
        System.out.flush();
    }
}
