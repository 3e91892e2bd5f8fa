package io.waybill.captures.own;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;

/** Events as an Avro object container, deflated. */
final class AvroConnectionWriter implements ConnectionWriter {
    static {
        AvroTrust.vouch();
    }

    private static final int DEFLATE_LEVEL = 6;

    /** Fixed, so that the same events make the same bytes; the container only asks that it does not turn up by chance. */
    private static final byte[] SYNC = {
        (byte) 0x9d,
        0x57,
        0x41,
        0x59,
        0x42,
        0x49,
        0x4c,
        0x4c,
        (byte) 0xf3,
        0x0a,
        (byte) 0xc6,
        0x11,
        (byte) 0xe8,
        0x73,
        0x5b,
        0x28
    };

    private final DataFileWriter<DeviceConnection> file;

    AvroConnectionWriter(OutputStream out) throws IOException {
        file = new DataFileWriter<>(new SpecificDatumWriter<>(DeviceConnection.class));
        file.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
        file.create(DeviceConnection.getClassSchema(), out, SYNC);
    }

    @Override
    public void accept(DeviceConnection event) {
        try {
            file.append(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
