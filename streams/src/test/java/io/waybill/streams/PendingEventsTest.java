package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordSerializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Transport;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.EventBatch;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.feed.InputReader;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.PackedLocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events that wait are taken in the order they came in, and each is known by the record that it came with. */
class PendingEventsTest {

    private static final long HOUR = 3_600_000L;
    private static final long T = 1_772_445_600_000L;
    private static final BookSettings SETTINGS = BookSettings.CASE.remembering(10 * HOUR);

    private final SchemaRegistryClient registry =
            RegistrySettings.at("mock://pending-events").connect();
    private final RecordSerializer<DeviceConnection> serializer = new RecordSerializer<>(registry, true);
    private final PendingEvents pending = new PendingEvents(
            new InputReader(registry, Instant.EPOCH),
            new FarEndCache(new DestinationResolver(), PackedLocator.bundled()));
    private final DeviceBook book = new DeviceBook(SETTINGS);
    private final List<String> dead = new ArrayList<>();

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    @AfterEach
    void close() throws IOException {
        registry.close();
    }

    /** Where a record stood. */
    private record Where(String topic, int partition, long offset) implements RecordMetadata {}

    private void add(long offset, int hour) {
        DeviceConnection event = DeviceConnection.newBuilder()
                .setEventId("e-" + offset)
                .setDeviceId("d-" + offset % 3)
                .setTime(Instant.ofEpochMilli(T + hour * HOUR))
                .setTransport(Transport.TCP)
                .setHost("site.com")
                .build();
        add(offset, event.getDeviceId(), serializer.serialize("topic", event));
    }

    private void add(long offset, String key, byte @Nullable [] value) {
        pending.add(
                new Record<>(key.getBytes(StandardCharsets.UTF_8), value, T + 1_000 * HOUR),
                new Where("topic-" + offset, 4, offset));
    }

    private void take() {
        pending.take(book, (origin, unusable) -> {
            RecordMetadata where = origin.where();
            dead.add(unusable.reason().id() + " at " + where.topic() + "/" + where.partition() + "/" + where.offset());
        });
    }

    @Test
    void none_reaches_the_book_before_they_are_taken() {
        add(1, 0);
        add(2, 0);
        assertThat(book.clock().tally().in()).isZero();
        assertThat(book.clock().newest()).isEqualTo(Long.MIN_VALUE);

        take();

        assertThat(book.clock().tally().counted()).isEqualTo(2);
        assertThat(book.clock().newest()).isEqualTo(T);
        assertThat(dead).isEmpty();
    }

    /** The one in the middle makes those behind it too old, and not those before it. */
    @Test
    void they_are_taken_in_their_order_and_who_is_too_old_is_told_with_its_own_origin() {
        add(11, 0);
        add(12, 1);
        add(17, 100);
        add(13, 0);
        add(14, 99);
        add(19, 1);
        add(15, 0);

        take();

        assertThat(dead)
                .containsExactly(
                        "beyond-history at topic-13/4/13",
                        "beyond-history at topic-19/4/19",
                        "beyond-history at topic-15/4/15");
        assertThat(book.clock().tally().counted()).isEqualTo(4);
    }

    @Test
    void what_was_taken_is_not_taken_again() {
        add(1, 0);
        add(2, 100);
        add(3, 0);
        take();
        dead.clear();

        take();

        assertThat(dead).isEmpty();
        assertThat(book.clock().tally().in()).isEqualTo(2);
    }

    @Test
    void the_next_ones_have_origins_of_their_own() {
        add(1, 0);
        add(2, 100);
        take();
        add(7, 0);
        add(8, 100);
        add(9, 0);

        take();

        assertThat(dead).containsExactly("beyond-history at topic-7/4/7", "beyond-history at topic-9/4/9");
    }

    /** A task that is closed without a commit gets them again, and must not have them twice. */
    @Test
    void nothing_is_left_of_those_that_were_forgotten() {
        add(1, 100);
        add(2, 0);
        pending.clear();
        add(3, 0);
        add(4, 20);
        add(5, 0);

        take();

        assertThat(book.clock().tally().in()).isEqualTo(2);
        assertThat(book.clock().newest()).isEqualTo(T + 20 * HOUR);
        assertThat(dead).containsExactly("beyond-history at topic-5/4/5");
    }

    @Test
    void it_is_full_with_a_batch_and_empty_again_when_that_was_taken() {
        for (int i = 0; i < EventBatch.SIZE; i++) {
            assertThat(pending.isFull()).as("with %d", i).isFalse();
            add(i, 0);
        }
        assertThat(pending.isFull()).isTrue();

        take();

        assertThat(pending.isFull()).isFalse();
        assertThat(book.clock().tally().counted()).isEqualTo(EventBatch.SIZE);
    }

    @Test
    void to_take_none_does_nothing() {
        take();

        assertThat(book.clock().tally().in()).isZero();
        assertThat(book.size()).isZero();
    }

    /** Those that cannot be read are told where they stand among those that are too old. */
    @Test
    void what_cannot_be_used_is_told_in_the_order_of_the_input_whatever_the_reason() {
        add(1, "d-1", null);
        add(2, 100);
        add(3, 0);
        add(4, "d-1", new byte[] {1, 2, 3});
        add(5, 99);
        add(6, 1);
        add(7, "", new byte[] {1, 2, 3});

        take();

        assertThat(dead)
                .containsExactly(
                        "undecodable at topic-1/4/1",
                        "beyond-history at topic-3/4/3",
                        "undecodable at topic-4/4/4",
                        "beyond-history at topic-6/4/6",
                        "missing-key at topic-7/4/7");
        assertThat(book.clock().tally().counted()).isEqualTo(2);

        dead.clear();
        add(8, 100);
        take();
        assertThat(dead).as("reasons are those of one batch").isEmpty();
        assertThat(book.clock().tally().counted()).isEqualTo(3);
    }
}
