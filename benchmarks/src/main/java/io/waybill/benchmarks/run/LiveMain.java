package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.benchmarks.contend.PipelineRun;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.resolve.PackedLocator;
import java.util.List;

/** The pipeline as it runs live: says when it runs, and ends with its parent. */
public final class LiveMain {

    private LiveMain() {}

    /** Arguments: the {@link Arena}. */
    public static void main(String[] arguments) throws InterruptedException {
        new PipelineRun(Arena.of(List.of(arguments)))
                .live(
                        PackedLocator.bundled(),
                        BookSettings.LIVE,
                        () -> {
                            System.out.println("running");
                            System.out.flush();
                        },
                        ParentWatch::awaitEnd);
    }
}
