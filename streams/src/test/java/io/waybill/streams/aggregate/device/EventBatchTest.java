package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A batch gives back what was put in, in its order, and never lends a view that one of its events uses. */
class EventBatchTest {

    private static final long T = 1_772_445_600_000L;

    private final EventBatch batch = new EventBatch();

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static DeviceConnection event(int number) {
        return Events.connection("d-" + number % 3, "e-" + number, T + number).build();
    }

    private static FarEnd farEnd(int number) {
        Destination site = new Destination("site-" + number + ".com", DestinationKind.SITE);
        return Events.farEnd(event(number), site, Location.UNKNOWN);
    }

    /** Turns the free view to an event, as who reads a topic does. */
    private ConnectionView read(int number) {
        ConnectionView view = batch.free();
        ConnectionView same = ConnectionView.of(event(number));
        // Ten bytes say whose layout it is.
        byte[] bytes = same.bytes();
        assertThat(view.read(bytes, 10, bytes.length, true)).isTrue();
        return view;
    }

    private void add(ConnectionView event, FarEnd farEnd) {
        batch.add(event);
        batch.farEnd(batch.size() - 1, farEnd);
    }

    private List<String> ids() {
        return IntStream.range(0, batch.size())
                .mapToObj(i -> batch.event(i).eventId())
                .toList();
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "e-" + i).toList();
    }

    @Test
    void a_new_one_is_empty() {
        assertThat(batch.size()).isZero();
    }

    @Test
    void events_come_back_in_their_order_each_with_its_far_end() {
        List<FarEnd> farEnds = new ArrayList<>();
        for (int i = 0; i < EventBatch.SIZE; i++) {
            farEnds.add(farEnd(i));
            add(read(i), farEnds.get(i));
        }

        assertThat(batch.size()).isEqualTo(EventBatch.SIZE);
        assertThat(ids()).isEqualTo(ids(0, EventBatch.SIZE));
        for (int i = 0; i < EventBatch.SIZE; i++) {
            assertThat(batch.farEnd(i)).isSameAs(farEnds.get(i));
        }
    }

    @Test
    void the_free_view_is_the_same_until_an_event_is_added() {
        ConnectionView free = batch.free();

        assertThat(batch.free()).as("one that could not be used is no event").isSameAs(free);
        add(read(0), farEnd(0));
        assertThat(batch.free()).isNotSameAs(free);
    }

    /** Some events are no free view but one that Avro made: they must not come to be lent, nor push one out that is. */
    @Test
    void a_view_that_an_event_uses_is_never_free() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < EventBatch.SIZE; i++) {
                ConnectionView free = batch.free();
                for (int before = 0; before < i; before++) {
                    assertThat(batch.event(before)).isNotSameAs(free);
                }
                add((i + round) % 3 == 0 ? ConnectionView.of(event(i)) : read(i), farEnd(i));
            }
            assertThat(ids()).as("round %d", round).isEqualTo(ids(0, EventBatch.SIZE));
            batch.clear();
        }
    }

    @Test
    void what_avro_made_is_not_lent_after_it_was_cleared() {
        ConnectionView made = ConnectionView.of(event(0));
        add(made, farEnd(0));
        batch.clear();

        assertThat(batch.free()).isNotSameAs(made);
    }

    @Test
    void a_cleared_one_begins_anew() {
        ConnectionView first = batch.free();
        for (int i = 0; i < 5; i++) {
            add(read(i), farEnd(i));
        }

        batch.clear();

        assertThat(batch.size()).isZero();
        assertThat(batch.free()).isSameAs(first);
        add(read(7), farEnd(7));
        assertThat(ids()).containsExactly("e-7");
        assertThat(batch.farEnd(0)).isEqualTo(farEnd(7));
    }

    @Test
    void one_more_than_there_is_room_for_is_refused_and_changes_nothing() {
        for (int i = 0; i < EventBatch.SIZE; i++) {
            add(read(i), farEnd(i));
        }

        assertThatThrownBy(batch::free).isInstanceOf(IndexOutOfBoundsException.class);
        ConnectionView tooMany = ConnectionView.of(event(99));
        assertThatThrownBy(() -> batch.add(tooMany)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(batch.size()).isEqualTo(EventBatch.SIZE);
        assertThat(ids()).isEqualTo(ids(0, EventBatch.SIZE));
        assertThat(List.of(batch.farEnd(0), batch.farEnd(EventBatch.SIZE - 1)))
                .containsExactly(farEnd(0), farEnd(EventBatch.SIZE - 1));
    }
}
