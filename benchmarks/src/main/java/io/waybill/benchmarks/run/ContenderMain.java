package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Arena;
import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.contend.Contest;
import io.waybill.benchmarks.contend.Trace;
import java.util.List;

/**
 * One contender, or one instance of it, in a process of its own: does its work, then says on one line what it took. One of several
 * instances says before where it meets the others, and goes on with the next line on standard input.
 */
public final class ContenderMain {

    private ContenderMain() {}

    /** Arguments: the contender, then its {@link Arena}. */
    public static void main(String[] arguments) throws Exception {
        ParentWatch.start();
        List<String> all = List.of(arguments);
        Trace trace =
                Contest.run(Contender.valueOf(all.get(0)), Arena.of(all.subList(1, all.size())), ContenderMain::meet);
        say(Usage.ofThisProcess(trace).toLine());
    }

    private static void meet(String point) throws InterruptedException {
        say(point);
        ParentWatch.awaitLine();
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
