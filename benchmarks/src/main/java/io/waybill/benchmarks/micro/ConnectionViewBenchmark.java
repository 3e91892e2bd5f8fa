package io.waybill.benchmarks.micro;

import io.waybill.benchmarks.fleet.FleetShape;
import io.waybill.benchmarks.fleet.SyntheticFleet;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.codec.ConnectionView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
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

/** Reading events from their bytes: the view, the view with the texts the pipeline keeps, and Avro's specific reader. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConnectionViewBenchmark {

    private static final int EVENTS = 20_000;

    private final List<byte[]> events = new ArrayList<>(EVENTS);
    private final ConnectionView view = new ConnectionView();
    private final SpecificDatumReader<DeviceConnection> reader = new SpecificDatumReader<>(DeviceConnection.class);

    /** Makes the events, the same each time. */
    @Setup
    public void makeEvents() {
        SpecificDatumWriter<DeviceConnection> writer = new SpecificDatumWriter<>(DeviceConnection.class);
        new SyntheticFleet(new FleetShape(EVENTS, 1, 42)).forEach(event -> events.add(bytes(writer, event)));
    }

    private static byte[] bytes(SpecificDatumWriter<DeviceConnection> writer, DeviceConnection event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(event, encoder);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** The view, as the pipeline uses it for a device and a far end that it knows. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long view() {
        long sum = 0;
        for (byte[] bytes : events) {
            if (view.read(bytes, 0, bytes.length, false)) {
                sum += view.time() + view.deviceIdAt();
            }
        }
        return sum;
    }

    /** The view, and every text of it as a string: as for a device and a far end never seen. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long viewWithTexts() {
        long sum = 0;
        for (byte[] bytes : events) {
            if (view.read(bytes, 0, bytes.length, false)) {
                String host = view.host();
                String app = view.app();
                sum += view.time()
                        + view.eventId().length()
                        + view.deviceId().length()
                        + view.capture().length()
                        + (host == null ? 0 : host.length())
                        + (app == null ? 0 : app.length());
            }
        }
        return sum;
    }

    /** The baseline: Avro's reader with its fast path, the decoder used again. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long avro() throws IOException {
        long sum = 0;
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);
        for (byte[] bytes : events) {
            decoder = DecoderFactory.get().binaryDecoder(bytes, decoder);
            DeviceConnection event = reader.read(null, decoder);
            sum += event.getTime().toEpochMilli();
        }
        return sum;
    }
}
