package io.waybill.streams;

import io.waybill.streams.fault.FakeClock;
import io.waybill.streams.fault.SlowDisk;
import io.waybill.streams.fault.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link FaultsTest} with many seeds: {@code FaultsNightly FIRST LAST [FAULT...]}. Every seed draws from all faults; the full and the slow disk
 * are among them where this machine lets us mount one, clocks that jump where libfaketime is installed. Faults that are
 * named are the only ones. Ends with 1 when a table differs or a run does not finish.
 */
final class FaultsNightly {

    private FaultsNightly() {}

    public static void main(String[] args) throws Exception {
        long first = args.length > 0 ? Long.parseLong(args[0]) : 1;
        long last = args.length > 1 ? Long.parseLong(args[1]) : 50;
        Path folder = Files.createTempDirectory("waybill-faults");
        List<Fault> faults = new ArrayList<>(
                args.length > 2
                        ? Arrays.stream(args).skip(2).map(Fault::valueOf).toList()
                        : List.of(Fault.values()));
        if (!SmallDisk.isPossible() || !SlowDisk.isPossible(folder)) {
            faults.removeIf(Fault::needsDisk);
            System.out.println("without the full and the slow disk: mounting one takes the superuser");
        }
        if (!FakeClock.isPossible()) {
            faults.removeIf(Fault::needsClock);
            System.out.println("without clocks that jump: libfaketime is not installed");
        }
        String undisturbed = FaultsTest.undisturbed(folder);
        long bad = 0;
        for (long seed = first; seed <= last; seed++) {
            long begun = System.nanoTime();
            // A disk is full or slow in one run, not both.
            Fault left = seed % 2 == 0 ? Fault.DISK_FULL : Fault.DISK_SLOW;
            List<Fault> drawn = faults.stream().filter(fault -> fault != left).toList();
            String outcome = outcome(folder.resolve("seed-" + seed), seed, drawn, undisturbed);
            bad += outcome.startsWith("same") ? 0 : 1;
            System.out.printf("seed %d, %d s: %s%n", seed, (System.nanoTime() - begun) / 1_000_000_000L, outcome);
        }
        System.out.printf("%d of %d seeds came to the undisturbed tables%n", last - first + 1 - bad, last - first + 1);
        System.exit(bad == 0 ? 0 : 1);
    }

    private static String outcome(Path folder, long seed, List<Fault> faults, String undisturbed) {
        try {
            FaultRun.Result result = FaultRun.run(folder, seed, Pace.OF_A_CASE, faults, List.of());
            boolean same = result.tables().text().equals(undisturbed);
            return (same ? "same, " : "DIFFERENT, ") + result.story() + ", started again by itself: "
                    + result.restarts();
        } catch (Exception e) {
            return "NOT FINISHED, " + e + "; logs in " + folder;
        }
    }
}
