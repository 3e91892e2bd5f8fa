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

        private void readBlock(AvroBlocks blocks, SpecificDatumReader<DeviceConnection> reader) throws IOException {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(blocks.bytes(), null);
            for (long i = 0; i < blocks.count(); i++) {
                record++;
                DeviceConnection event = reader.read(null, decoder);
                try {
                    check(event);
                    DeviceNames.resolve(event, context.devices());
                    context.connections().accept(event);
                } catch (BadRecordException e) {
                    problem(e.reason());
                }
            }
        }

        private void check(DeviceConnection event) throws BadRecordException {
            if (event.getEventId().isEmpty() || event.getDeviceId().isEmpty()) {
                throw new BadRecordException("eventId or deviceId is empty");
            }
            Values.time("time", event.getTime().toEpochMilli());
            Values.port("remotePort", event.getRemotePort());
            Values.within("occurrences", event.getOccurrences(), 1, Integer.MAX_VALUE);
            ByteBuffer ip = event.getRemoteIp();
            if (ip != null && ip.remaining() != 4 && ip.remaining() != 16) {
                throw new BadRecordException("remoteIp: " + ip.remaining() + " bytes are no IP address");
            }
            if (event.getCapture().isEmpty()) {
                event.setCapture(input.name());
                event.setPosition(record);
            }
        }

        private void problem(String reason) {
            context.problems().accept(new InputProblem(input.name(), "record", record, reason));
        }
    }
}
