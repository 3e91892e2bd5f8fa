package io.waybill.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Schemas as they are registered. */
public final class PublicSchema {

    private PublicSchema() {}

    /**
     * A record schema without the hints that generated Java classes need and nobody else has a use for: the contract is for
     * every language.
     */
    public static AvroSchema of(Schema schema) {
        return new AvroSchema(AvroSchemaUtils.getSchema(new GenericData.Record(schema), false, false, true));
    }
}
