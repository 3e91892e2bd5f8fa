package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.AvroTrust;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.aggregate.destination.DestinationBook;
import io.waybill.streams.aggregate.device.Applied;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.alert.AlertBook;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.suite.Detectors;
import io.waybill.streams.part.Part;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.store.StoredState;
import io.waybill.streams.store.UnknownFormatException;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** State that was written by an earlier version is read by this one, or refused with a way out: never misread. */
class EarlierStateTest {

    private static List<ConsumerRecord<byte[], byte[]>> format1 = List.of();
    private static List<ConsumerRecord<byte[], byte[]>> format2 = List.of();

    private final FarEndCache farEnds = new FarEndCache(new DestinationResolver(), PackedLocator.bundled());

    @BeforeAll
    static void read() throws IOException {
        AvroTrust.vouch();
        format1 = StateFixture.read("state-format-1.gz");
        format2 = StateFixture.read("state-format-2.gz");
    }

    @Test
    void destinationsGoOnWhereTheyWere() {
        DestinationBook book = new DestinationBook(BookSettings.CASE.windowMillis(), 1);

        StoredState.restore(format1, DestinationStage.STORE, book);

        assertThat(book.size()).isGreaterThan(3);
        assertThat(book.senders().watermark()).isEqualTo(Long.MAX_VALUE);
        assertThat(book.senders().round()).isEqualTo(1);
        assertThat(book.publish(PackedLocator.bundled()))
                .as("what was published is not published again")
                .isEmpty();
        assertThat(book.publishActivity(0, 1)).isEmpty();
    }

    @Test
    void alertsGoOnWhereTheyWere() {
        AlertBook book = new AlertBook(1);

        StoredState.restore(format1, AlertStage.STORE, book);

        assertThat(book.size()).isPositive();
        assertThat(book.senders().round()).isEqualTo(1);
        assertThat(book.tallies().get(0)).isNotEmpty();
        assertThat(book.settle()).as("the same judgements make the same alerts").isEmpty();
    }

    @Test
    void devicesGoOnOrRefuse() {
        DeviceBook book = new DeviceBook(BookSettings.CASE);
        if (book.reads(1)) {
            StoredState.restore(format1, DeviceStage.STORE, book);
            book.ready(Long.MAX_VALUE);
            assertThat(book.size()).isEqualTo(6);
            assertThat(book.clock().tally().isBalanced()).isTrue();
        } else {
            assertThatThrownBy(() -> StoredState.restore(format1, DeviceStage.STORE, book))
                    .isInstanceOf(UnknownFormatException.class)
                    .hasMessageContaining("format 1")
                    .hasMessageContaining("docs/pipeline.md");
        }
    }

    /** Every stage takes up the state of the version before: nothing is published anew, and the same input is known. */
    @Test
    void theVersionBeforeIsGoneOnFrom() {
        DeviceBook devices = new DeviceBook(BookSettings.CASE);
        DestinationBook destinations = new DestinationBook(BookSettings.CASE.windowMillis(), 1);
        AlertBook alerts = new AlertBook(1);

        StoredState.restore(format2, DeviceStage.STORE, devices);
        StoredState.restore(format2, DestinationStage.STORE, destinations);
        StoredState.restore(format2, AlertStage.STORE, alerts);
        devices.ready(Long.MAX_VALUE);

        Fleet fleet = StateFixture.fleet();
        assertThat(devices.size()).isEqualTo(6);
        assertThat(devices.clock().tally().counted()).isEqualTo(fleet.distinct());
        for (Part part : devices.tell(0, Long.MAX_VALUE, Detectors.deviceSide())) {
            destinations.apply(part);
        }
        assertThat(destinations.publish(PackedLocator.bundled()))
                .as("what was published is not published again")
                .isEmpty();
        assertThat(destinations.publishActivity(0, 1)).isEmpty();
        destinations.judge(Detectors.destinationSide()).forEach(alerts::apply);
        assertThat(alerts.settle())
                .as("the same judgements make the same alerts")
                .isEmpty();
        fleet.events()
                .forEach(event -> assertThat(
                                devices.apply(ConnectionView.of(event), farEnds.of(ConnectionView.of(event))))
                        .isEqualTo(Applied.REPEATED));
    }
}
