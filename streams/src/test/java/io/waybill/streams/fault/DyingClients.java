package io.waybill.streams.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Real clients whose process dies at each {@link CommitStage} once: whoever comes to a stage at which nobody died leaves a file
 * of its name in the folder {@value #FOLDER} and halts, which runs nothing more than {@code kill -9} does. Who is started again
 * goes on to the next stage.
 */
public final class DyingClients implements KafkaClientSupplier {

    /** Setting of the producer: where the files are. */
    public static final String FOLDER = "waybill.test.died";

    private static final int STATUS = 137;

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new Dying(config, Path.of(String.valueOf(config.get(FOLDER))));
    }

    private static final class Dying extends KafkaProducer<byte[], byte[]> {

        private final Path folder;

        Dying(Map<String, Object> config, Path folder) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.folder = folder;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            Future<RecordMetadata> sent = super.send(record, callback);
            if (record.topic().endsWith("-changelog")) {
                reached(CommitStage.CHANGELOG);
            } else if (record.topic().endsWith("-to-destinations-repartition")) {
                reached(CommitStage.TOLD);
            }
            return sent;
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
            super.flush();
            reached(CommitStage.FLUSHED);
            super.sendOffsetsToTransaction(offsets, group);
            reached(CommitStage.OFFSETS);
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            reached(CommitStage.COMMITTED);
        }

        private void reached(CommitStage stage) {
            try {
                Files.createFile(folder.resolve(stage.name()));
            } catch (FileAlreadyExistsException somebodyDiedHere) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().halt(STATUS);
        }
    }
}
