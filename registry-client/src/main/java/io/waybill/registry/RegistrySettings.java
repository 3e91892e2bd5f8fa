package io.waybill.registry;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where the schema registry is and how to speak to it.
 *
 * @param url one address or several separated by commas; {@code mock://NAME} is a registry in this process's memory, one per
 *     NAME, for tests
 * @param autoRegister whether writing registers the schema of the record (true), or fails where it is not registered yet
 * @param client Confluent's own settings, passed through: authentication, TLS, timeouts. Keys as in their documentation, e.g.
 *     {@code basic.auth.user.info} or {@code schema.registry.ssl.truststore.location}
 */
public record RegistrySettings(String url, boolean autoRegister, Map<String, String> client) {

    /** Schemas remembered per subject; a subject has one for each version. */
    private static final int CACHED_SCHEMAS = 1_000;

    /** Copies the map. */
    public RegistrySettings {
        client = Map.copyOf(client);
    }

    /** A registry that needs no credentials, with registration on writing. */
    public static RegistrySettings at(String url) {
        return new RegistrySettings(url, true, Map.of());
    }

    /** A client of that registry; thread-safe, to be shared by all serdes of a process and closed by the caller. */
    public SchemaRegistryClient connect() {
        return SchemaRegistryClientFactory.newClient(
                List.of(url.split(",")), CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), client, Map.of());
    }

    /** Says which settings are passed through and not what they are: there are passwords among them. */
    @Override
    public String toString() {
        return "registry at " + url + " with " + new TreeSet<>(client.keySet());
    }
}
