package io.waybill.benchmarks.micro;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.part.Part;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.PackedLocator;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The device side without Kafka: taking events into the book and telling the rows, beside the counts that one would write by
 * hand (a hash map from model, destination and hour to sums), which can neither correct nor tell devices apart. One operation
 * is one event.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DeviceBookBenchmark {

    private static final int EVENTS = 50_000;
    private static final int DEVICES = 500;
    private static final int DESTINATIONS = 200;
    private static final long SEED = 7_919;
    private static final long HOUR_MILLIS = 3_600_000L;
    private static final int SINGLE_OBJECT_HEADER_BYTES = 10;

    private final List<DeviceConnection> events = new ArrayList<>(EVENTS);
    private final List<byte[]> bytes = new ArrayList<>(EVENTS);
    private final List<Destination> destinations = new ArrayList<>(EVENTS);

    /** Makes the events, the same each time. */
    @Setup
    public void makeEvents() {
        AvroTrust.vouch();
        SplittableRandom random = new SplittableRandom(SEED);
        long time = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        for (int i = 0; i < EVENTS; i++) {
            time += random.nextInt(500);
            int site = (int) (DESTINATIONS * random.nextDouble() * random.nextDouble());
            destinations.add(new Destination("site" + site + ".com", DestinationKind.SITE));
            events.add(DeviceConnection.newBuilder()
                    .setEventId("0123456789abcdef-" + i)
                    .setDeviceId("device-" + random.nextInt(DEVICES))
                    .setTime(Instant.ofEpochMilli(time))
                    .setTransport(Transport.TCP)
                    .setRemoteIp(ByteBuffer.wrap(new byte[] {1, 2, 3, (byte) site}))
                    .setRemotePort(443)
                    .setHost("www.site" + site + ".com")
                    .setBytesSent(random.nextInt(5_000))
                    .setBytesReceived(random.nextInt(50_000))
                    .setOutcome(Outcome.ESTABLISHED)
                    .setCapture("capture")
                    .setPosition(i)
                    .build());
            ConnectionView view = ConnectionView.of(events.get(i));
            bytes.add(view.bytes());
        }
    }

    /** From their bytes into the book, and all rows told. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public List<Part> book() {
        DeviceBook book = new DeviceBook(BookSettings.CASE);
        FarEndCache farEnds = new FarEndCache(new DestinationResolver(), PackedLocator.bundled());
        ConnectionView view = new ConnectionView();
        for (int i = 0; i < EVENTS; i++) {
            view.read(bytes.get(i), SINGLE_OBJECT_HEADER_BYTES, bytes.get(i).length, false);
            book.apply(view, farEnds.of(view));
        }
        return book.tell(0, Long.MAX_VALUE, null);
    }

    /** The baseline: sums in a hash map. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public Map<String, long[]> byHand() {
        Map<String, long[]> sums = new HashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            DeviceConnection event = events.get(i);
            String key = destinations.get(i).name()
                    + Math.floorDiv(event.getTime().toEpochMilli(), HOUR_MILLIS)
                    + text(event.getHost()).length();
            long[] sum = sums.computeIfAbsent(key, any -> new long[3]);
            sum[0]++;
            sum[1] += event.getBytesSent();
            sum[2] += event.getBytesReceived();
        }
        return sums;
    }

    private static String text(@Nullable String host) {
        return host == null ? "" : host;
    }
}
