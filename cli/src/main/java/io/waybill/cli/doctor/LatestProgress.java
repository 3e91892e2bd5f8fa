package io.waybill.cli.doctor;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.streams.topics.TableReader;
import java.util.Optional;

/** What a pipeline last said of itself on its topic of progress. */
public final class LatestProgress {

    private LatestProgress() {}

    /**
     * Reads it.
     *
     * @param prefix of the pipeline's topics; its topic of progress must exist
     * @return empty before the pipeline has said anything
     */
    public static Optional<PipelineProgress> read(TableReader reader, SchemaRegistryClient registry, String prefix) {
        return reader
                .read(Topic.PROGRESS.name(prefix), new RecordDeserializer<>(PipelineProgress.class, registry))
                .values()
                .stream()
                .findFirst();
    }
}
