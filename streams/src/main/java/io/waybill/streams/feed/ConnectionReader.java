package io.waybill.streams.feed;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.failure.Unusable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * Turns a {@link ConnectionView} to the bytes of a record. Where they were written with a schema of the same layout as ours they
 * are viewed as they are; whatever else they are, Avro reads and resolves them, and its record is written anew and viewed. So
 * Avro has the last word on what is a record. Not safe for several threads.
 */
final class ConnectionReader {

    private static final int HEADER_BYTES = 5;
    /** Versions of the schema known at once; beyond it the memory starts over. */
    private static final int MAX_VERSIONS = 1_000;

    private static final long OWN_LAYOUT = SchemaNormalization.parsingFingerprint64(DeviceConnection.getClassSchema());

    private final SchemaRegistryClient client;
    private final RecordDeserializer<DeviceConnection> deserializer;
    private final Map<Integer, Boolean> isOwnLayout = new HashMap<>();
    private int lastOwnId = -1;
    private long resolved;

    ConnectionReader(SchemaRegistryClient client) {
        this.client = client;
        this.deserializer = new RecordDeserializer<>(DeviceConnection.class, client);
    }

    /** A view of the event: the one that is given, or another one where Avro had to read it. */
    ConnectionView read(String topic, byte @Nullable [] value, ConnectionView view) throws Unusable {
        if (value != null && hasOwnLayout(value) && view.read(value, HEADER_BYTES, value.length, false)) {
            return view;
        }
        DeviceConnection event = InputReader.required(InputReader.read(deserializer, topic, value));
        resolved++;
        return ConnectionView.of(event);
    }

    /** Records that went through Avro. */
    long resolved() {
        return resolved;
    }

    private boolean hasOwnLayout(byte[] value) {
        if (value.length < HEADER_BYTES || value.length > InputReader.MAX_VALUE_BYTES || value[0] != 0) {
            return false;
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        if (id == lastOwnId) {
            return true;
        }
        Boolean known = isOwnLayout.get(id);
        if (known == null) {
            known = ask(id);
        }
        if (known) {
            lastOwnId = id;
        }
        return known;
    }

    private boolean ask(int id) {
        boolean own;
        try {
            own = client.getSchemaById(id) instanceof AvroSchema schema
                    && SchemaNormalization.parsingFingerprint64(schema.rawSchema()) == OWN_LAYOUT;
        } catch (IOException | RestClientException unknown) {
            // the deserializer asks again and says what is wrong
            return false;
        }
        if (isOwnLayout.size() >= MAX_VERSIONS) {
            isOwnLayout.clear();
        }
        isOwnLayout.put(id, own);
        return own;
    }
}
