package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.ModelActivity;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.aggregate.destination.DestinationBook;
import io.waybill.streams.aggregate.destination.Publication;
import io.waybill.streams.aggregate.device.Applied;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.aggregate.device.DeviceBook;
import io.waybill.streams.aggregate.device.FarEndCache;
import io.waybill.streams.alert.AlertBook;
import io.waybill.streams.codec.ConnectionView;
import io.waybill.streams.detect.suite.Detectors;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Progress;
import io.waybill.streams.part.Tally;
import io.waybill.streams.resolve.DestinationResolver;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.store.Ledger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A live pipeline that forgets: its tables are the same whether it ran on, was restored from its changelogs at any commits, or, as to
 * alerts, was only ever given the events that are left. All stages with all detectors, in one thread.
 */
@Tag("slow")
class HistoryTablesTest {

    private static final long HOUR = Fleets.HOUR;
    private static final long HISTORY = 60 * HOUR;
    private static final int HOURS = 240;
    private static final int DEVICES = 48;
    private static final int MODELS = 6;
    private static final String APP = "com.example.tracking";
    private static final String TRACKER = "tracker.example.org";
    private static final BookSettings SETTINGS = new BookSettings(HOUR, HISTORY, 1_000, 4_096);

    /** The newest entry of each key, at the place where that was written: a compacted topic. */
    private static final class Log {
        private final Map<ByteBuffer, byte @Nullable []> entries = new LinkedHashMap<>();

        void commit(Ledger ledger) {
            ledger.writeChanges((key, value) -> {
                entries.remove(ByteBuffer.wrap(key));
                entries.put(ByteBuffer.wrap(key), value);
            });
        }

        <L extends Ledger> L into(L ledger) {
            entries.forEach((key, value) -> ledger.restore(key.array(), value));
            return ledger;
        }
    }

    /** The three stages and their changelogs. */
    private static final class Stages {
        private final PackedLocator locator = PackedLocator.bundled();
        private final FarEndCache farEnds = new FarEndCache(new DestinationResolver(), locator);
        private final Log deviceLog = new Log();
        private final Log destinationLog = new Log();
        private final Log alertLog = new Log();
        private final TreeMap<String, DestinationCount> counts = new TreeMap<>();
        private final TreeMap<String, ModelActivity> activity = new TreeMap<>();
        private final TreeMap<String, Alert> alerts = new TreeMap<>();
        private DeviceBook devices = new DeviceBook(SETTINGS);
        private DestinationBook destinations = new DestinationBook(HOUR, 1);
        private AlertBook alertBook = new AlertBook(1);
        private long watermark = Long.MIN_VALUE;

        void take(DeviceConnection event) {
            ConnectionView view = ConnectionView.of(event);
            assertThat(devices.apply(view, farEnds.of(view))).isNotEqualTo(Applied.TOO_OLD);
        }

        void commit(long time) {
            watermark = Math.max(watermark, SETTINGS.windowOf(time - 2 * HOUR));
            for (Part part : devices.tell(0, watermark, Detectors.deviceSide())) {
                destinations.apply(part);
                if (part instanceof PolicyPart) {
                    alertBook.apply(part);
                }
            }
            ProgressPart progress = new ProgressPart(new Progress(0, watermark, 0, false, Tally.NONE));
            destinations.apply(progress);
            destinations.publish(locator).forEach(this::publish);
            destinations.publishActivity(0, 1).forEach(this::publish);
            destinations.forgetBefore(SETTINGS.windowOf(watermark - HISTORY));
            destinations.judge(Detectors.destinationSide()).forEach(alertBook::apply);
            alertBook.apply(progress);
            alertBook.settle().forEach(alert -> alerts.put(alert.getId(), alert));
            deviceLog.commit(devices);
            destinationLog.commit(destinations);
            alertLog.commit(alertBook);
        }

        private void publish(Publication publication) {
            if (publication.count() != null) {
                counts.put(publication.key(), publication.count());
            } else if (publication.activity() != null) {
                activity.put(publication.key(), publication.activity());
            } else {
                (publication.isCount() ? counts : activity).remove(publication.key());
            }
        }

        void restart() {
            farEnds.clear();
            devices = deviceLog.into(new DeviceBook(SETTINGS));
            devices.ready(watermark);
            destinations = destinationLog.into(new DestinationBook(HOUR, 1));
            alertBook = alertLog.into(new AlertBook(1));
        }

        List<String> tables() {
            return FinalTables.rows(counts.values(), activity.values(), alerts.values());
        }

        List<String> standing() {
            return FinalTables.rows(List.of(), List.of(), alerts.values());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void the_tables_do_not_tell_whether_it_ran_on(long seed) {
        Fleet fleet = Fleets.of(seed, DEVICES, HOURS, 120);
        List<DeviceConnection> events = events(fleet);
        Random random = new Random(seed);
        Stages ranOn = new Stages();
        Stages restarted = new Stages();
        Stages onlyTheRest = new Stages();
        List<Stages> all = List.of(ranOn, restarted, onlyTheRest);
        for (Stages each : all) {
            fleet.profiles().forEach(each.devices::apply);
            fleet.lifecycles().forEach(each.devices::apply);
        }
        long newest = events.get(events.size() - 1).getTime().toEpochMilli();
        long left = SETTINGS.windowOf(newest - HISTORY);
        int restarts = 0;
        for (DeviceConnection event : events) {
            long time = event.getTime().toEpochMilli();
            ranOn.take(event);
            restarted.take(event);
            if (time >= left) {
                onlyTheRest.take(event);
            }
            if (random.nextInt(300) == 0) {
                all.forEach(each -> each.commit(time));
                if (random.nextInt(3) == 0) {
                    restarted.restart();
                    restarts++;
                }
            }
        }
        // The other side forgets by the watermark: when that has come as far as the newest event, both have the same
        // left.
        all.forEach(each -> each.commit(newest + 2 * HOUR));
        restarted.restart();
        all.forEach(each -> each.commit(newest + 2 * HOUR));

        assertThat(restarts).isPositive();
        assertThat(restarted.tables()).as("restarted, seed %d", seed).isEqualTo(ranOn.tables());
        assertThat(onlyTheRest.standing()).as("only the rest, seed %d", seed).isEqualTo(ranOn.standing());
        assertThat(ranOn.standing())
                .as("who has the app now is the model")
                .anyMatch(row -> row.contains("example.org") && row.contains("made by the app " + APP));
        assertThat(ranOn.counts.size()).isGreaterThan(onlyTheRest.counts.size());
    }

    /**
     * In the order of time. An app is first on devices of two models and contacts what everybody does; then it is on one model alone and
     * contacts what nobody else does: by those who have it now it is the model's, by those who ever had it the app's.
     */
    private static List<DeviceConnection> events(Fleet fleet) {
        long middle = Fleets.BEGIN + HOURS / 2 * HOUR;
        List<DeviceConnection> events = new ArrayList<>();
        for (DeviceConnection event : fleet.events()) {
            boolean early = event.getTime().toEpochMilli() < middle;
            int device = Integer.parseInt(event.getDeviceId().substring("device-".length()));
            boolean ofModel = device % MODELS == 0;
            DeviceConnection.Builder changed =
                    DeviceConnection.newBuilder(event).setApp(null);
            if (early && event.getHost() != null && (ofModel || device % MODELS == 1 && device < DEVICES * 3 / 4)) {
                changed.setApp(APP);
            } else if (!early
                    && ofModel
                    && event.getHost() != null
                    && event.getHost().startsWith("h1")) {
                changed.setApp(APP).setHost(TRACKER).setRemoteIp(null);
            }
            events.add(changed.build());
        }
        events.sort(Comparator.comparing(DeviceConnection::getTime).thenComparing(DeviceConnection::getEventId));
        return events;
    }
}
