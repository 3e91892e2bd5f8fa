package io.waybill.embedded.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.avro.AvroRuntimeException;

/** The schema that a request carries. */
final class SchemaBody {

    private SchemaBody() {}

    /**
     * Reads it.
     *
     * @throws RegistryException when it is no Avro schema, refers to other subjects' schemas, or asks for an id of its own
     */
    static AvroSchema read(Request request) throws RegistryException {
        JsonNode body = request.json();
        String type = body.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") && !type.equals("null")) {
            throw RegistryException.invalidSchema("this registry takes AVRO only, not " + type);
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryException.invalidSchema("this registry takes no references to other subjects");
        }
        if (body.path("id").asInt(-1) >= 0) {
            throw RegistryException.notPermitted("this registry gives the ids itself");
        }
        try {
            AvroSchema schema = new AvroSchema(body.path("schema").asText());
            schema.validate(true);
            return request.flag("normalize") ? schema.normalize() : schema;
        } catch (AvroRuntimeException | IllegalArgumentException e) {
            throw RegistryException.invalidSchema(String.valueOf(e.getMessage()));
        }
    }
}
