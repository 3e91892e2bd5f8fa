package io.waybill.cli.scale;

import io.waybill.streams.aggregate.destination.DestinationBook;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.suite.Detectors;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Progress;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.store.Ledger;
import io.waybill.testkit.FleetSimulator;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.scenario.Scenario;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What a fleet costs, by its size: {@code ScaleReport HOURS DEVICES...} prints a line for each number of devices. One thread, no
 * broker; processor time is that of the thread, so that others on the machine disturb little. The figures of docs/scaling.md.
 */
final class ScaleReport {

    private static final int SEED = 7;
    private static final double MILLION = 1e6;

    private ScaleReport() {}

    /** Entries of a changelog. */
    private record Log(List<byte[]> keys, List<byte[]> values) {

        static Log of(Ledger ledger) {
            Log log = new Log(new ArrayList<>(), new ArrayList<>());
            ledger.writeChanges((key, value) -> {
                if (value != null) {
                    log.keys.add(key);
                    log.values.add(value);
                }
            });
            return log;
        }

        long bytes() {
            return java.util.stream.Stream.concat(keys.stream(), values.stream())
                    .mapToLong(each -> each.length)
                    .sum();
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(
                "devices events  in s/M  tell s/M  judge s/M  parts  part B  log entries  log B  heap B/event"
                        + "  restore s/M entries");
        int hours = Integer.parseInt(args[0]);
        measure(20, hours, false);
        for (int i = 1; i < args.length; i++) {
            measure(Integer.parseInt(args[i]), hours, true);
        }
    }

    private static void measure(int devices, int hours, boolean told) throws Exception {
        FleetSimulator fleet = new FleetSimulator(new SimulationParameters(Scenario.QUIET_FLEET, devices, hours, SEED));
        List<ConnectionView> views = new ArrayList<>();
        fleet.deliver(event -> views.add(ConnectionView.of(event)));
        FarEndCache farEnds = new FarEndCache(new DestinationResolver(), PackedLocator.bundled());
        DeviceBook book = new DeviceBook(BookSettings.CASE);
        fleet.profiles().forEach(book::apply);
        long before = heap();

        double taking = seconds(() -> views.forEach(view -> book.apply(view, farEnds.of(view))));
        long heap = heap() - before;
        List<Part> parts = new ArrayList<>();
        double telling = seconds(() -> parts.addAll(book.tell(0, Long.MAX_VALUE, Detectors.deviceSide())));
        DestinationBook destinations = new DestinationBook(BookSettings.CASE.windowMillis(), 1);
        double judging = seconds(() -> {
            parts.forEach(destinations::apply);
            destinations.apply(new ProgressPart(
                    new Progress(0, Long.MAX_VALUE, 1, false, book.clock().tally())));
            destinations.publish(PackedLocator.bundled());
            destinations.judge(Detectors.destinationSide());
        });
        long partBytes =
                parts.stream().mapToLong(part -> PartCodec.write(part).length).sum();
        Log log = Log.of(book);
        DeviceBook again = new DeviceBook(BookSettings.CASE);
        double restoring = seconds(() -> {
            for (int i = 0; i < log.keys.size(); i++) {
                again.restore(log.keys.get(i), log.values.get(i));
            }
            again.ready(Long.MAX_VALUE);
        });
        if (told) {
            double events = views.size() / MILLION;
            System.out.printf(
                    "%7d %7d %6.1f %8.1f %9.1f %7d %7d %8d %9d %8.0f %8.1f%n",
                    devices,
                    views.size(),
                    taking / events,
                    telling / events,
                    judging / events,
                    parts.size(),
                    partBytes / Math.max(1, parts.size()),
                    log.keys.size(),
                    log.bytes(),
                    (double) heap / views.size(),
                    restoring / (log.keys.size() / MILLION));
        }
    }

    private static double seconds(Runnable work) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9;
    }

    /** Objects that live, after collecting. */
    private static long heap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
