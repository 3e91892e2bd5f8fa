package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Span;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.resolve.Destination;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is counted together is told when it changes, and taken back when nothing is any more. */
class OverBoundTest {

    private static final long HOUR = 3_600_000L;

    private final OverBound overBound = new OverBound();
    private final DeviceState together = new DeviceState("other-devices", new HashMap<>(), new BoundHits());

    private static FindingsPart told(List<Finding> findings) {
        return new FindingsPart(Destination.OTHER, "other-devices 3", findings);
    }

    private static FindingsPart told(long connections, long from, long to) {
        return told(List.of(new Finding(
                "bound-met",
                "other-devices",
                "unknown",
                "unknown",
                "unknown",
                "",
                "other",
                1,
                "connections that are counted together",
                connections,
                0,
                connections,
                new Span(from, to),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of())));
    }

    @Test
    void isToldWhenItChanges() {
        assertThat(overBound.news(3, null)).isNull();
        assertThat(overBound.news(3, together)).as("no events").isNull();

        together.note(0, 5, 5, together.cohortAt(5), 2);
        together.note(HOUR, HOUR, HOUR + 9, together.cohortAt(HOUR), 4);
        assertThat(overBound.news(3, together)).isEqualTo(told(6, 5, HOUR + 10));
        assertThat(overBound.news(3, together)).as("the same").isNull();

        together.note(HOUR, HOUR, HOUR, together.cohortAt(HOUR), 1);
        assertThat(overBound.news(3, together)).isEqualTo(told(7, 5, HOUR + 10));

        together.events().removeBefore(2 * HOUR);
        assertThat(overBound.news(3, together)).isEqualTo(told(List.of()));
        assertThat(overBound.news(3, together)).isNull();
        assertThat(overBound.news(3, null)).isNull();
    }

    @Test
    void isTakenBackWithItsDeviceAndToldAgainWhenCleared() {
        together.note(0, 5, 5, together.cohortAt(5), 2);
        assertThat(overBound.news(3, together)).isEqualTo(told(2, 5, 6));
        overBound.clear();
        assertThat(overBound.news(3, together)).as("after a restart").isEqualTo(told(2, 5, 6));

        assertThat(overBound.news(3, null)).isEqualTo(told(List.of()));
    }
}
