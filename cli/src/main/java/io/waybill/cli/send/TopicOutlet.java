package io.waybill.cli.send;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes each alert, rendered, under the same key: the topic of the rendering is the same table in another form. */
final class TopicOutlet implements Outlet {

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;

    TopicOutlet(String topic, Map<String, Object> kafka) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void send(RenderedAlert alert) throws IOException, RefusedException, InterruptedException {
        byte[] key = alert.alert().getId().getBytes(StandardCharsets.UTF_8);
        byte[] value = alert.text().getBytes(StandardCharsets.UTF_8);
        try {
            producer.send(new ProducerRecord<>(topic, null, null, key, value, alert.attributes()))
                    .get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RetriableException) {
                throw new IOException(failed.getCause().getMessage(), failed);
            }
            throw new RefusedException(String.valueOf(failed.getCause()));
        }
    }

    @Override
    public String describe() {
        return "topic " + topic;
    }

    @Override
    public void close() {
        producer.close();
    }
}
