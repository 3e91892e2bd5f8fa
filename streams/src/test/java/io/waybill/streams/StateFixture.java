package io.waybill.streams;

import io.waybill.streams.Fleets.Fleet;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * What a small pipeline wrote to its changelogs, kept in a file: the state that a later version meets. {@code StateFixture FILE}
 * writes one with the program as it is; a file, once committed, stays as long as its format is to be read.
 */
final class StateFixture {

    private static final String[] STORES = {DeviceStage.STORE, DestinationStage.STORE, AlertStage.STORE};
    private static final int NONE = -1;

    private StateFixture() {}

    /** Whose state it is. */
    static Fleet fleet() {
        return Fleets.of(1, 6, 30, 12);
    }

    /** Writes the changelogs of a small fleet. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("waybill-fixture");
        List<ConsumerRecord<byte[], byte[]>> entries = new ArrayList<>();
        new DriverPipelines(folder, entries, STORES).run("fixture", Shape.SIMPLEST, fleet(), Arrival.IN_ORDER, 1);
        write(Path.of(args[0]), entries);
        System.out.println(entries.size() + " entries");
    }

    private static void write(Path file, List<ConsumerRecord<byte[], byte[]>> entries) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(entries.size());
            for (ConsumerRecord<byte[], byte[]> entry : entries) {
                out.writeUTF(entry.topic());
                out.writeByte(entry.headers().lastHeader("f").value()[0]);
                write(out, entry.key());
                write(out, entry.value());
            }
        }
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        out.writeInt(bytes == null ? NONE : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    /** Reads a file among the tests' resources; the topic of an entry is the name of its changelog. */
    static List<ConsumerRecord<byte[], byte[]>> read(String resource) throws IOException {
        try (InputStream file = Objects.requireNonNull(StateFixture.class.getResourceAsStream(resource));
                DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
            int count = in.readInt();
            List<ConsumerRecord<byte[], byte[]>> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                String topic = in.readUTF();
                byte[] format = {in.readByte()};
                entries.add(entry(topic, i, readBytes(in), readBytes(in), new RecordHeaders().add("f", format)));
            }
            return entries;
        }
    }

    static ConsumerRecord<byte[], byte[]> entry(
            String topic, long offset, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        return new ConsumerRecord<>(
                topic, 0, offset, 0, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length == NONE ? null : in.readNBytes(length);
    }
}
