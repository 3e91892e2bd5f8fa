package io.waybill.registry;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;

/** The five bytes in front of every value: a zero, then the schema id, most significant byte first. */
final class WireFormat {

    static final int HEADER_BYTES = 5;
    private static final byte MAGIC = 0;

    private WireFormat() {}

    static void writeHeader(int schemaId, ByteArrayOutputStream out) {
        out.write(MAGIC);
        out.write(schemaId >>> 24);
        out.write(schemaId >>> 16);
        out.write(schemaId >>> 8);
        out.write(schemaId);
    }

    /**
     * The schema id of a value.
     *
     * @throws SerializationException when these bytes were written by something else
     */
    static int schemaId(byte[] value) {
        if (value.length < HEADER_BYTES) {
            throw new SerializationException(value.length + " bytes are too short for a value with a schema id");
        }
        if (value[0] != MAGIC) {
            throw new SerializationException("not in the schema registry's wire format: starts with byte " + value[0]);
        }
        return ByteBuffer.wrap(value).getInt(1);
    }
}
