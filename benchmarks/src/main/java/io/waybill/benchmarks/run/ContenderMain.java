package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.contend.Contest;
import java.io.IOException;
import java.util.List;

/** One contender in a process of its own: does its work, then says on one line what it took. */
public final class ContenderMain {

    private ContenderMain() {}

    /** Arguments: the contender, then its {@link Arena}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ParentWatch.start();
        List<String> all = List.of(arguments);
        long repartitionBytes = Contest.run(Contender.valueOf(all.get(0)), Arena.of(all.subList(1, all.size())));
        System.out.println(Usage.ofThisProcess(repartitionBytes).toLine());
        System.out.flush();
    }
}
