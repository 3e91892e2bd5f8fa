package io.waybill.streams;

import io.waybill.schemas.DeviceProfile;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.aggregate.device.PartitionClock.Lane;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.failure.DeadLetter;
import io.waybill.streams.failure.Unusable;
import io.waybill.streams.feed.EndOfInput;
import io.waybill.streams.feed.Forgetting;
import io.waybill.streams.feed.InputReader;
import io.waybill.streams.metrics.PipelineMeters;
import io.waybill.streams.metrics.TaskMeters;
import io.waybill.streams.store.LedgerStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * First stage, by device: reads and resolves events and keeps them in the {@link DeviceBook}. Records it cannot use go to the dead
 * letters. What the next stage is told before each commit, {@link DeviceTelling} knows.
 */
final class DeviceStage implements Processor<byte[], byte[], Object, Object> {

    static final String NAME = "devices";
    static final String STORE = "device-book";

    /** How often it is looked whether records come, within the time after which a partition without any is idle. */
    private static final int LOOKS_UNTIL_IDLE = 6;

    private final PipelineSettings settings;
    private final InputReader reader;
    private final FarEndCache farEnds;
    private final Map<String, Lane> lanes;
    private final PendingEvents pending;
    private final List<DeviceDetector> detectors;
    private final PipelineMeters meters;
    private @Nullable TaskMeters measured;
    private @Nullable ProcessorContext<Object, Object> context;
    private @Nullable LedgerStore<DeviceBook> store;
    private @Nullable DeviceTelling telling;
    private long recordsSinceLook;
    private boolean idle;
    private long looksWithoutRecord;

    DeviceStage(
            PipelineSettings settings,
            InputReader reader,
            FarEndCache farEnds,
            List<DeviceDetector> detectors,
            PipelineMeters meters) {
        this.settings = settings;
        this.reader = reader;
        this.farEnds = farEnds;
        this.pending = new PendingEvents(reader, farEnds);
        this.lanes = Arrays.stream(Lane.values())
                .collect(Collectors.toUnmodifiableMap(lane -> lane.topic().name(settings.prefix()), lane -> lane));
        this.detectors = detectors;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
        store = processorContext.getStateStore(STORE);
        farEnds.clear();
        pending.clear();
        measured = meters.task(NAME);
        telling = new DeviceTelling(settings, detectors, meters, measured, processorContext, store);
        store().beforeCommit(this::tell);
        processorContext.schedule(
                Duration.ofMillis(Math.max(1, settings.timing().idleMillis() / LOOKS_UNTIL_IDLE)),
                PunctuationType.WALL_CLOCK_TIME,
                time -> noticeIdleness());
    }

    @Override
    public void close() {
        Objects.requireNonNull(measured).close();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        recordsSinceLook++;
        RecordMetadata where = context().recordMetadata().orElseThrow();
        Lane lane = lane(where.topic());
        OptionalLong round = EndOfInput.round(record.headers());
        if (lane == Lane.CONNECTION && round.isEmpty()) {
            pending.add(record, where);
            if (pending.isFull()) {
                takePending();
            }
            return;
        }
        takePending();
        if (round.isPresent()) {
            book().clock().ended(lane, round.getAsLong());
            if (book().clock().round() > telling().round()) {
                tell();
                context().commit();
            }
            return;
        }
        try {
            take(lane, where.topic(), record);
        } catch (Unusable unusable) {
            bury(new PendingEvents.Origin(record, where), lane, unusable);
        }
    }

    private void take(Lane lane, String topic, Record<byte[], byte[]> record) throws Unusable {
        switch (lane) {
            case CONNECTION -> throw new IllegalStateException("connection events are taken together");
            case PROFILE -> {
                DeviceProfile profile = reader.profile(topic, record);
                if (profile == null && Forgetting.isAsked(record.headers())) {
                    book().forget(InputReader.key(record));
                } else if (profile == null) {
                    book().forgetProfile(InputReader.key(record));
                } else {
                    book().apply(profile);
                }
            }
            case LIFECYCLE -> book().apply(reader.lifecycle(topic, record));
            case POLICY -> book().apply(InputReader.key(record), reader.rule(topic, record));
        }
        if (lane.isAccountedIn(partition())) {
            book().clock().taken(lane);
        }
    }

    private void takePending() {
        pending.take(book(), (origin, unusable) -> bury(origin, Lane.CONNECTION, unusable));
    }

    /** Rules come by their broadcast, whose topic has another name. */
    private Lane lane(String topic) {
        return lanes.getOrDefault(topic, Lane.POLICY);
    }

    private void bury(PendingEvents.Origin origin, Lane lane, Unusable unusable) {
        if (!lane.isAccountedIn(partition())) {
            return;
        }
        book().clock().deadLettered(lane, unusable.reason().id());
        Record<byte[], byte[]> record = origin.record();
        String message = String.valueOf(unusable.getMessage());
        context()
                .forward(
                        new Record<Object, Object>(
                                record.key(),
                                record.value(),
                                record.timestamp(),
                                DeadLetter.headers(record.headers(), origin.where(), unusable.reason(), message)),
                        FleetTopology.DEAD_LETTERS);
    }

    private void tell() {
        takePending();
        telling().tell(idle);
    }

    /** A quiet partition must not keep the windows of the others open. */
    private void noticeIdleness() {
        looksWithoutRecord = recordsSinceLook == 0 ? looksWithoutRecord + 1 : 0;
        recordsSinceLook = 0;
        idle = looksWithoutRecord >= LOOKS_UNTIL_IDLE;
    }

    private int partition() {
        return context().taskId().partition();
    }

    private DeviceTelling telling() {
        return Objects.requireNonNull(telling);
    }

    private DeviceBook book() {
        return store().ledger();
    }

    private LedgerStore<DeviceBook> store() {
        return Objects.requireNonNull(store);
    }

    private ProcessorContext<Object, Object> context() {
        return Objects.requireNonNull(context);
    }
}
