package io.waybill.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Clients that knock at a guarded broker. */
final class BrokerClients {

    private BrokerClients() {}

    static void assertRefused(Map<String, Object> settings, Class<? extends Throwable> reason) {
        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.describeCluster().clusterId().get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(reason);
        }
    }

    static KafkaProducer<String, String> producer(Map<String, Object> settings) {
        settings.put("enable.idempotence", "false");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}
