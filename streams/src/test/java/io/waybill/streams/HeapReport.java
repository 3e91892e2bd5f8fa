package io.waybill.streams;

import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.aggregate.destination.DestinationBook;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.aggregate.device.PartitionClock.Lane;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.suite.Detectors;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.PackedLocator;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of heap per key of what detectors look at: per pair of device and destination, per event, and per row of model, firmware,
 * destination and window. Run apart, with {@code -XX:+UseSerialGC}, which collects all there is to collect when it is asked to.
 */
final class HeapReport {

    private static final long SEED = 5;
    private static final int COLLECTIONS = 3;
    private static final int FEW = 10;
    private static final int MORE = 60;
    private static final int MANY = 200;

    private HeapReport() {}

    /** Argument: devices. */
    public static void main(String[] args) {
        int devices = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        measure(devices, FEW); // loads what is loaded once
        for (int each : new int[] {FEW, MORE}) {
            print(measure(devices, each));
        }
        Heap many = measure(devices, MANY);
        print(many);
        System.out.printf(
                "destination side: %,d bytes per (model, firmware, destination, window) of %,d rows%n",
                many.rowBytes / many.rows, many.rows);
        System.out.printf(
                "destination side: %,d bytes per (device, destination) that detectors found something on, of %,d%n",
                many.foundBytes / many.found, many.found);
    }

    private static void print(Heap heap) {
        System.out.printf(
                "device side, %,d events of %,d pairs, %.1f of each: %,d bytes per (device, destination), %d per event%n",
                heap.events,
                heap.pairs,
                (double) heap.events / heap.pairs,
                heap.deviceSide / heap.pairs,
                heap.deviceSide / heap.events);
    }

    private record Heap(
            long events, long pairs, long deviceSide, long rows, long rowBytes, long found, long foundBytes) {}

    private static Heap measure(int devicesOf, int eventsOfEach) {
        Fleet fleet = Fleets.of(SEED, devicesOf, 72, eventsOfEach);
        FarEndCache farEnds = new FarEndCache(new DestinationResolver(), PackedLocator.bundled());
        DeviceBook devices = new DeviceBook(BookSettings.CASE);
        fleet.profiles().forEach(devices::apply);
        fleet.lifecycles().forEach(devices::apply);
        devices.writeChanges((key, value) -> {});
        long named = used();
        for (DeviceConnection event : fleet.events()) {
            ConnectionView view = ConnectionView.of(event);
            devices.apply(view, farEnds.of(view));
            devices.writeChanges((key, value) -> {});
        }
        for (Lane lane : Lane.values()) {
            devices.clock().ended(lane, 1);
        }
        Looked looked = new Looked();
        List<byte[]> told = told(devices, looked);
        long heard = used() - told.stream().mapToLong(part -> part.length).sum();
        Reference.reachabilityFence(devices);
        Reference.reachabilityFence(fleet);

        List<byte[]> rows = told.stream()
                .filter(part -> PartCodec.read(part) instanceof CountPart)
                .toList();
        List<byte[]> findings = told.stream()
                .filter(part -> PartCodec.read(part) instanceof FindingsPart)
                .toList();
        DestinationBook destinations = new DestinationBook(BookSettings.CASE.windowMillis(), 1);
        long rowBytes = grown(destinations, rows);
        long foundBytes = grown(destinations, findings);
        return new Heap(
                fleet.distinct(), looked.pairs, heard - named, rows.size(), rowBytes, findings.size(), foundBytes);
    }

    /** What the next stage is told, in bytes, so that nothing of it is shared with the book. */
    private static List<byte[]> told(DeviceBook devices, Looked looked) {
        List<DeviceDetector> detectors = new ArrayList<>(Detectors.deviceSide());
        detectors.add(looked);
        List<byte[]> told = devices.tell(0, Long.MAX_VALUE, detectors).stream()
                .map(PartCodec::write)
                .toList();
        devices.writeChanges((key, value) -> {});
        return told;
    }

    private static long grown(DestinationBook book, List<byte[]> parts) {
        long before = used();
        parts.forEach(part -> book.apply(PartCodec.read(part)));
        book.writeChanges((key, value) -> {});
        long after = used();
        Reference.reachabilityFence(book);
        Reference.reachabilityFence(parts);
        return after - before;
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Counts the pairs that detectors are shown. */
    private static final class Looked implements DeviceDetector {

        private long pairs;

        @Override
        public String id() {
            return "looked";
        }

        @Override
        public List<Finding> examine(PairHistory history, Policy policy) {
            pairs++;
            return List.of();
        }
    }
}
