package io.waybill.streams;

import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.aggregate.destination.DestinationBook;
import io.waybill.streams.aggregate.destination.Publication;
import io.waybill.streams.aggregate.device.Applied;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.aggregate.device.PartitionClock.Lane;
import io.waybill.streams.alert.AlertBook;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.suite.Detectors;
import io.waybill.streams.failure.Reason;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Progress;
import io.waybill.streams.part.Tally;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.IpLocator;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The three stages of the pipeline in one thread, without a broker: the same books with one partition each, so the tables are
 * those of a {@link CaseRun} on the same input, but for the order of the counts. For measuring detection on many fleets; state
 * lives on the heap and ends with the run. Used once, by one thread.
 */
public final class LocalRun {

    private static final int ONLY = 0;

    /** Events after which what a changelog would take is dropped: there is none. */
    private static final int DROPPED_EVERY = 10_000;

    private final IpLocator locator;
    private final FarEndCache farEnds;
    private final DeviceBook devices;
    private final DestinationBook destinations;
    private final AlertBook alerts = new AlertBook(1);
    private long events;
    private final BookSettings settings;
    private final Map<String, DestinationCount> counted = new LinkedHashMap<>();
    private final TreeMap<String, Alert> raised = new TreeMap<>();

    /** A run that has seen nothing yet. */
    public LocalRun(BookSettings settings, IpLocator locator) {
        this.settings = settings;
        this.locator = locator;
        farEnds = new FarEndCache(new DestinationResolver(), locator);
        devices = new DeviceBook(settings);
        destinations = new DestinationBook(settings.windowMillis(), 1);
    }

    /** Takes a profile. */
    public void take(DeviceProfile profile) {
        devices.apply(profile);
    }

    /** Takes what was done to a device. */
    public void take(DeviceLifecycle lifecycle) {
        devices.apply(lifecycle);
    }

    /** Takes a rule. */
    public void take(PolicyRule rule) {
        devices.apply(rule.getRuleId(), rule);
    }

    /** Takes a connection event. */
    public void take(DeviceConnection event) {
        if (++events % DROPPED_EVERY == 0) {
            devices.writeChanges((key, value) -> {});
        }
        ConnectionView view = ConnectionView.of(event);
        if (devices.apply(view, farEnds.of(view)) == Applied.TOO_OLD) {
            devices.clock().deadLettered(Lane.CONNECTION, Reason.BEYOND_HISTORY.id());
        }
    }

    /**
     * Examines and judges what has come until now, as a live pipeline does when a window closes. What the run ends with does not
     * depend on how often this was asked.
     *
     * @param latenessMillis how long after an event of time t one of an earlier time is waited for
     * @return alerts that are new, changed or retracted since it was asked last
     */
    public List<Alert> judge(long latenessMillis) {
        long watermark = devices.clock().watermark(latenessMillis);
        return watermark == Long.MIN_VALUE ? List.of() : pass(settings.windowOf(watermark), 0);
    }

    /** Ends the input, examines and judges everything, and gives the final tables. */
    public CaseTables finish() {
        for (Lane lane : Lane.values()) {
            devices.clock().ended(lane, 1);
        }
        pass(Long.MAX_VALUE, 1);
        return new CaseTables(
                List.copyOf(counted.values()),
                List.copyOf(raised.values()),
                progress(devices.clock().tally()));
    }

    private List<Alert> pass(long watermark, long round) {
        Progress now =
                new Progress(ONLY, watermark, round, false, devices.clock().tally());
        for (Part part : devices.tell(ONLY, watermark, Detectors.deviceSide())) {
            destinations.apply(part);
            if (part instanceof PolicyPart) {
                alerts.apply(part);
            }
        }
        destinations.apply(new ProgressPart(now));
        for (Publication publication : destinations.publish(locator)) {
            DestinationCount count = publication.count();
            if (count == null) {
                counted.remove(publication.key());
            } else {
                counted.put(publication.key(), count);
            }
        }
        destinations.judge(Detectors.destinationSide()).forEach(alerts::apply);
        alerts.apply(new ProgressPart(now));
        List<Alert> changed = alerts.settle();
        changed.forEach(alert -> raised.put(alert.getId(), alert));
        return changed;
    }

    private PipelineProgress progress(Tally tally) {
        return PipelineProgress.newBuilder()
                .setWatermark(Instant.ofEpochMilli(Long.MAX_VALUE))
                .setRound(1)
                .setInputRecords(tally.in())
                .setCounted(tally.counted())
                .setRepeated(tally.repeated())
                .setLate(tally.late())
                .setDeadLettered(new TreeMap<>(tally.deadLettered()))
                .setAlerts(alerts.size())
                .build();
    }
}
