package io.waybill.benchmarks.run;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.benchmarks.contend.Arena;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What a contender published, in short: two are the same exactly when the tables are, revisions left out.
 *
 * @param rows of the count table
 * @param connections their sum
 * @param sha256 over both tables in the order of their keys
 */
record TableDigest(long rows, long connections, String sha256) {

    /** Reads the tables as they stand. */
    static TableDigest read(String bootstrapServers, String registryUrl) throws IOException {
        TableReader reader = new TableReader(bootstrapServers, Map.of());
        MessageDigest sha = newDigest();
        long[] totals = new long[2];
        try (SchemaRegistryClient registry = RegistrySettings.at(registryUrl).connect()) {
            reader.read(Arena.name(Topic.COUNT), new RecordDeserializer<>(DestinationCount.class, registry))
                    .forEach((key, row) -> {
                        totals[0]++;
                        totals[1] += row.getConnections();
                        row.setRevision(0);
                        add(sha, key, row.toString());
                    });
            reader.read(Arena.name(Topic.ACTIVITY), new RecordDeserializer<>(ModelActivity.class, registry))
                    .forEach((key, row) -> {
                        row.setRevision(0);
                        add(sha, key, row.toString());
                    });
        }
        return new TableDigest(totals[0], totals[1], HexFormat.of().formatHex(sha.digest()));
    }

    private static void add(MessageDigest sha, String key, String row) {
        sha.update(key.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) '\n');
        sha.update(row.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) '\n');
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
