package io.waybill.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.streams.Fleets.Fleet;
import io.waybill.streams.fault.BrokerMain.Ports;
import io.waybill.streams.feed.FleetFeed;
import io.waybill.streams.topics.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** A fleet goes through a pipeline to which faults are done at random points; the tables are read at the end. */
final class FaultRun {

    /** What goes through: four days, enough for windows to close and alerts to stand while faults happen. */
    static final Fleet FLEET = Fleets.of(FinalTablesContract.SEED, 12, 80, 60);

    private static final String CASE = "faulty";
    private static final int CHUNKS = 12;
    private static final int FAULTS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(200);

    private FaultRun() {}

    /**
     * What came of it.
     *
     * @param story what was done when
     * @param restarts of what died by itself
     */
    record Result(FinalTables tables, List<String> story, int restarts) {}

    /**
     * Runs once.
     *
     * @param seed decides what is done and when
     * @param faults to draw {@value #FAULTS} from, none twice before each was once; none where the settings make the instances fail
     * @param kafka further settings of the instances, {@code key=value}
     */
    static Result run(Path folder, long seed, Pace pace, List<Fault> faults, List<String> kafka) throws Exception {
        Random random = new Random(seed);
        List<String> story = new ArrayList<>();
        try (FaultyStack stack = FaultyStack.start(folder, CASE, pace, kafka, faults)) {
            feed(stack.ports(), feed -> {
                FLEET.profiles().forEach(feed::send);
                FLEET.lifecycles().forEach(feed::send);
            });
            boolean clocks = faults.stream().anyMatch(Fault::needsClock);
            if (clocks) {
                // a clock that jumps before somebody looks at it is none
                stack.awaitInstances();
            }
            List<Fault> drawn = new ArrayList<>(faults);
            Collections.shuffle(drawn, random);
            int wanted = faults.isEmpty() ? 0 : FAULTS;
            List<Integer> when =
                    random.ints(0, CHUNKS).distinct().limit(wanted).boxed().toList();
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                List<DeviceConnection> events = chunk(chunk);
                feed(stack.ports(), feed -> events.forEach(feed::send));
                TimeUnit.MILLISECONDS.sleep(pace.ofAPause(random).toMillis());
                if (when.contains(chunk)) {
                    Fault fault = drawn.get(story.size() % drawn.size());
                    story.add(fault + " after " + (chunk + 1) + " of " + CHUNKS);
                    stack.suffer(fault, random);
                }
                stack.supervise();
            }
            if (clocks) {
                // The end of the input commits by itself. Before it, commits are due by the clock that jumped.
                awaitProgress(
                        stack,
                        progress -> progress.getInputRecords() >= FLEET.events().size());
            }
            feed(stack.ports(), feed -> feed.endOfInput(1));
            return new Result(tables(stack), story, stack.restarts());
        }
    }

    private static List<DeviceConnection> chunk(int chunk) {
        List<DeviceConnection> events = new ArrayList<>(FLEET.events());
        events.sort(Comparator.comparing(DeviceConnection::getTime).thenComparing(DeviceConnection::getEventId));
        return events.subList(events.size() * chunk / CHUNKS, events.size() * (chunk + 1) / CHUNKS);
    }

    /** A feed whose own retries ran out sends all of it again: events keep their ids. */
    private static void feed(Ports ports, Consumer<FleetFeed> what) {
        for (int attempt = 1; ; attempt++) {
            try (FleetFeed feed = new FleetFeed(
                    ports.bootstrapServers(),
                    RegistrySettings.at(ports.registryUrl()),
                    PipelineSettings.casePrefix(CASE),
                    Clock.systemUTC(),
                    Map.of())) {
                what.accept(feed);
                feed.flush();
                return;
            } catch (RuntimeException e) {
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }

    private static PipelineProgress awaitProgress(FaultyStack stack, Predicate<PipelineProgress> wanted)
            throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Ports ports = stack.ports();
        try (SchemaRegistryClient registry =
                RegistrySettings.at(ports.registryUrl()).connect()) {
            return new TableReader(ports.bootstrapServers(), Map.of())
                    .awaitLatest(
                            Topic.PROGRESS.name(PipelineSettings.casePrefix(CASE)),
                            new RecordDeserializer<>(PipelineProgress.class, registry),
                            POLL,
                            wanted,
                            () -> {
                                stack.supervise();
                                if (System.nanoTime() > deadline) {
                                    throw new IllegalStateException("not finished within " + PATIENCE + ": "
                                            + Standstill.of(
                                                    ports.bootstrapServers(), PipelineSettings.caseApplication(CASE)));
                                }
                            });
        }
    }

    private static FinalTables tables(FaultyStack stack) throws IOException {
        PipelineProgress end = awaitProgress(stack, progress -> progress.getRound() == 1);
        Ports ports = stack.ports();
        TableReader reader = new TableReader(ports.bootstrapServers(), Map.of());
        try (SchemaRegistryClient registry =
                RegistrySettings.at(ports.registryUrl()).connect()) {
            return FinalTables.of(
                    table(reader, registry, Topic.COUNT, DestinationCount.class),
                    table(reader, registry, Topic.ACTIVITY, ModelActivity.class),
                    table(reader, registry, Topic.ALERT, Alert.class),
                    end);
        }
    }

    private static <T extends SpecificRecord> List<T> table(
            TableReader reader, SchemaRegistryClient registry, Topic topic, Class<T> type) {
        return List.copyOf(
                reader.read(topic.name(PipelineSettings.casePrefix(CASE)), new RecordDeserializer<>(type, registry))
                        .values());
    }
}
