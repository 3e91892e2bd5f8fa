package io.waybill.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, the answer is a record or a {@link SerializationException}: the pipeline's DLQ relies on it. */
class HostileBytesTest {

    private static final String TOPIC = "t";

    private final SchemaRegistryClient client =
            RegistrySettings.at("mock://hostile").connect();
    private final byte[] good =
            new RecordSerializer<DeviceConnection>(client, true).serialize(TOPIC, RecordSerdeTest.connection());
    private final RecordDeserializer<DeviceConnection> deserializer =
            new RecordDeserializer<>(DeviceConnection.class, client);

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    @Test
    void every_truncation_is_an_error() {
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> deserializer.deserialize(TOPIC, cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void a_string_that_claims_two_gigabytes_is_an_error_and_takes_no_memory() {
        byte[] claim = Arrays.copyOf(good, 12);
        byte[] twoGigabytes = {(byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        System.arraycopy(twoGigabytes, 0, claim, WireFormat.HEADER_BYTES, twoGigabytes.length);

        long before = allocatedBytes();
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, claim)).isInstanceOf(SerializationException.class);
        assertThat(allocatedBytes() - before).isLessThan(32L << 20);
    }

    private static long allocatedBytes() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void changed_bytes_are_a_record_or_an_error(long seed) {
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = good.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                int at = WireFormat.HEADER_BYTES + random.nextInt(changed.length - WireFormat.HEADER_BYTES);
                changed[at] = (byte) random.nextInt(256);
            }
            try {
                deserializer.deserialize(TOPIC, changed);
                read++;
            } catch (SerializationException expected) {
                assertThat(expected).hasMessageContaining(TOPIC);
            }
        }
        assertThat(read).as("records still readable, seed %d", seed).isBetween(1, 4_999);
    }
}
