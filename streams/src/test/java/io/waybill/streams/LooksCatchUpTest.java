package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.Fleets.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Windows close faster than detectors look, as when a pipeline catches up with what waits in its topics: when nothing comes any more
 * they have looked at everything all the same, without a further window or silence.
 */
@Tag("slow")
class LooksCatchUpTest {

    private static final long SEED = 7;
    private static final int DEVICES = 120;
    private static final int HOURS = 20;
    private static final String LATE = "device-2";
    private static final int COMMITS = 3_000;

    @Test
    void what_is_judged_in_the_end_does_not_depend_on_how_long_a_look_takes(@TempDir Path folder) throws Exception {
        Fleet fleet = crowdedAtItsEnd(Fleets.of(SEED, DEVICES, HOURS, 30));
        DriverPipelines pipelines = new DriverPipelines(folder);

        List<String> atOnce =
                pipelines.atRest("at-once", fleet, Duration.ofHours(1).toMillis(), 1);
        List<String> stepByStep = pipelines.atRest("step-by-step", fleet, 0, COMMITS);

        assertThat(atOnce)
                .filteredOn(row -> row.startsWith("alert "))
                .as("seed %d", SEED)
                .isNotEmpty();
        assertThat(stepByStep).as("seed %d", SEED).isEqualTo(atOnce);
    }

    /**
     * All but the beats come in the last hour, whose look has more steps than records come after it: the last beats of one device, late, and
     * an event that closes another window while the look is under way. In the order in which they come.
     */
    private static Fleet crowdedAtItsEnd(Fleet fleet) {
        Instant end = Instant.ofEpochMilli(Fleets.BEGIN + HOURS * Fleets.HOUR);
        List<DeviceConnection> early = new ArrayList<>();
        List<DeviceConnection> late = new ArrayList<>();
        for (DeviceConnection event : fleet.events()) {
            if (!event.getEventId().startsWith("beats")) {
                Duration left = Duration.between(event.getTime(), end);
                early.add(at(event, end.minus(left.dividedBy(HOURS))));
            } else if (event.getDeviceId().equals(LATE) && event.getTime().isAfter(end.minus(Duration.ofHours(2)))) {
                late.add(event);
            } else {
                early.add(event);
            }
        }
        early.sort(Comparator.comparing(DeviceConnection::getTime));
        List<DeviceConnection> all = new ArrayList<>(early);
        all.add(closing(early.get(0), end.plus(Duration.ofHours(2))));
        all.add(closing(early.get(0), end.plus(Duration.ofHours(4))));
        all.addAll(late);
        all.add(closing(early.get(0), end.plus(Duration.ofHours(6))));
        return new Fleet(fleet.profiles(), fleet.lifecycles(), all, all.size());
    }

    private static DeviceConnection closing(DeviceConnection like, Instant time) {
        return DeviceConnection.newBuilder(at(like, time))
                .setEventId("closing-" + time)
                .build();
    }

    private static DeviceConnection at(DeviceConnection event, Instant time) {
        return DeviceConnection.newBuilder(event).setTime(time).build();
    }
}
