package io.waybill.captures.own;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.text.Values;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;

/**
 * Waybill's own events in an Avro object container, written with any version of the schema that resolves to this one. A
 * position is the record's number in the container. Behind a broken block nothing more of the container is read.
 */
public final class AvroFormat implements CaptureFormat {
    static {
        AvroTrust.vouch();
    }

    @Override
    public String name() {
        return "avro";
    }

    @Override
    public boolean recognises(byte[] head, String fileName) {
        return head.length > 4 && head[0] == 'O' && head[1] == 'b' && head[2] == 'j' && head[3] == 1;
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) throws IOException {
        for (CaptureInput input : inputs) {
            try (InputStream in = input.source().open()) {
                new Reading(input, context).read(in);
            }
        }
    }

    private static final class Reading {
        private final CaptureInput input;
        private final ReadContext context;
        private long record;

        Reading(CaptureInput input, ReadContext context) {
            this.input = input;
            this.context = context;
        }

        void read(InputStream in) throws IOException {
            try {
                AvroBlocks blocks = new AvroBlocks(in, context.settings().maxRecordBytes());
                SpecificDatumReader<DeviceConnection> reader =
                        new SpecificDatumReader<>(writerSchema(blocks), DeviceConnection.getClassSchema());
                while (blocks.next()) {
                    readBlock(blocks, reader);
                }
            } catch (BadRecordException e) {
                problem(e.reason());
            } catch (EOFException | AvroRuntimeException e) {
                problem("not readable from here on: " + e.getMessage());
            }
        }

        private static Schema writerSchema(AvroBlocks blocks) throws BadRecordException {
            try {
                return new Schema.Parser().parse(blocks.header("avro.schema"));
            } catch (AvroRuntimeException e) {
                throw new BadRecordException("the container's schema is none: " + e.getMessage());
            }
        }

        private void readBlock(AvroBlocks blocks, SpecificDatumReader<DeviceConnection> reader)
                throws IOException, BadRecordException {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(blocks.bytes(), null);
            for (long i = 0; i < blocks.count(); i++) {
                record++;
                DeviceConnection event = decoded(reader, decoder);
                try {
                    check(event);
                    DeviceNames.resolve(event, context.devices());
                    context.connections().accept(event);
                } catch (BadRecordException e) {
                    problem(e.reason());
                }
            }
            if (!decoder.isEnd()) {
                throw new BadRecordException("a block holds more than the " + blocks.count() + " records it says");
            }
        }

        /** Of a block in memory: whatever Avro says against it, it is the block that is broken. */
        private static DeviceConnection decoded(SpecificDatumReader<DeviceConnection> reader, BinaryDecoder decoder)
                throws BadRecordException {
            try {
                return reader.read(null, decoder);
            } catch (IOException | RuntimeException e) {
                throw new BadRecordException("not readable from here on: " + e.getMessage());
            }
        }

        private void check(DeviceConnection event) throws BadRecordException {
            if (event.getEventId().isEmpty() || event.getDeviceId().isEmpty()) {
                throw new BadRecordException("eventId or deviceId is empty");
            }
            Values.time("time", event.getTime().toEpochMilli());
            Values.port("remotePort", event.getRemotePort());
            Values.within("occurrences", event.getOccurrences(), 1, Integer.MAX_VALUE);
            Values.count("durationMs", event.getDurationMs());
            Values.count("bytesSent", event.getBytesSent());
            Values.count("bytesReceived", event.getBytesReceived());
            Values.count("packetsSent", event.getPacketsSent());
            Values.count("packetsReceived", event.getPacketsReceived());
            Values.count("position", event.getPosition());
            checkTexts(event);
            ByteBuffer ip = event.getRemoteIp();
            if (ip != null && ip.remaining() != 4 && ip.remaining() != 16) {
                throw new BadRecordException("remoteIp: " + ip.remaining() + " bytes are no IP address");
            }
            if (event.getCapture().isEmpty()) {
                event.setCapture(input.name());
                event.setPosition(record);
            }
        }

        private static void checkTexts(DeviceConnection event) throws BadRecordException {
            Values.text("eventId", event.getEventId());
            Values.text("deviceId", event.getDeviceId());
            Values.text("host", orEmpty(event.getHost()));
            Values.text("protocol", orEmpty(event.getProtocol()));
            Values.text("app", orEmpty(event.getApp()));
            Values.text("ja4", orEmpty(event.getJa4()));
            Values.text("capture", event.getCapture());
            if (event.getLeaks().size() > ConnectionJson.MAX_LEAKS) {
                throw new BadRecordException("leaks: more than " + ConnectionJson.MAX_LEAKS);
            }
            for (String leak : event.getLeaks()) {
                Values.text("leaks", leak);
            }
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }

        private void problem(String reason) {
            context.problems().accept(new InputProblem(input.name(), "record", record, reason));
        }
    }
}
