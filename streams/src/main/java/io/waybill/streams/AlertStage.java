package io.waybill.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordSerializer;
import io.waybill.schemas.Alert;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.Topic;
import io.waybill.streams.alert.AlertBook;
import io.waybill.streams.alert.CloudEvent;
import io.waybill.streams.metrics.PipelineMeters;
import io.waybill.streams.metrics.PipelineMeters.Bound;
import io.waybill.streams.metrics.TaskMeters;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.store.LedgerStore;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Third stage, one partition: corrects for how many pairs were tested in the whole fleet, applies policy, publishes alerts with
 * revisions, and says how far the pipeline has come.
 */
final class AlertStage implements Processor<String, Part, Object, Object> {

    static final String NAME = "alerts";
    static final String STORE = "alert-book";

    /** Key of the one record of the progress topic. */
    static final String PROGRESS_KEY = "pipeline";

    private static final String AVRO = "application/vnd.apache.avro";

    private final PipelineSettings settings;
    private final RecordSerializer<Alert> alerts;
    private final RecordSerializer<PipelineProgress> progress;
    private final PipelineMeters meters;
    private @Nullable TaskMeters measured;
    private @Nullable ProcessorContext<Object, Object> context;
    private @Nullable LedgerStore<AlertBook> store;
    private @Nullable PipelineProgress told;
    private long forgottenTold;

    AlertStage(PipelineSettings settings, SchemaRegistryClient registry, PipelineMeters meters) {
        this.settings = settings;
        this.meters = meters;
        this.alerts = new RecordSerializer<>(registry, settings.registry().autoRegister());
        this.progress = new RecordSerializer<>(registry, settings.registry().autoRegister());
    }

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
        store = processorContext.getStateStore(STORE);
        told = null;
        forgottenTold = book().forgottenRetractions();
        measured = meters.task(NAME);
        meters.tellTotals();
        store().beforeCommit(this::tell);
    }

    @Override
    public void process(Record<String, Part> record) {
        book().apply(record.value());
        boolean newRound = told == null || book().senders().round() > told.getRound();
        if (record.value() instanceof ProgressPart && book().senders().round() > 0 && newRound) {
            tell();
            context().commit();
        }
    }

    @Override
    public void close() {
        meters.stopTellingTotals();
        Objects.requireNonNull(measured).close();
    }

    /** Runs before every commit. */
    private void tell() {
        Objects.requireNonNull(measured).report(book().senders().watermark(), book().size(), 0, 0, 0);
        if (book().senders().watermark() != Long.MIN_VALUE) {
            String topic = Topic.ALERT.name(settings.prefix());
            for (Alert alert : book().settle()) {
                forward(
                        alert.getId(),
                        alerts.serialize(topic, alert),
                        CloudEvent.headers(alert, settings.prefix(), AVRO),
                        FleetTopology.ALERTS);
                meters.published(alert);
            }
            long forgotten = book().forgottenRetractions();
            meters.hit(Bound.RETRACTED_ALERTS, forgotten - forgottenTold);
            forgottenTold = forgotten;
        }
        PipelineProgress now = progress();
        if (!now.equals(told)) {
            told = now;
            meters.totals(now);
            forward(
                    PROGRESS_KEY,
                    progress.serialize(Topic.PROGRESS.name(settings.prefix()), now),
                    new RecordHeaders(),
                    FleetTopology.PROGRESS);
        }
    }

    private PipelineProgress progress() {
        return Accounts.progress(
                book().senders().watermark(), book().senders().round(), book().tallies(), book().size());
    }

    private void forward(String key, byte @Nullable [] value, Headers headers, String child) {
        context()
                .forward(
                        new Record<Object, Object>(
                                key.getBytes(StandardCharsets.UTF_8),
                                value,
                                Math.max(0, context().currentStreamTimeMs()),
                                headers),
                        child);
    }

    private AlertBook book() {
        return store().ledger();
    }

    private LedgerStore<AlertBook> store() {
        return Objects.requireNonNull(store);
    }

    private ProcessorContext<Object, Object> context() {
        return Objects.requireNonNull(context);
    }
}
