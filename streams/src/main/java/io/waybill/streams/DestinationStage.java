package io.waybill.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordSerializer;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.Topic;
import io.waybill.streams.aggregate.destination.DestinationBook;
import io.waybill.streams.aggregate.destination.Publication;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.metrics.PipelineMeters;
import io.waybill.streams.metrics.PipelineMeters.Bound;
import io.waybill.streams.metrics.TaskMeters;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CountsPart;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Part.TalliesPart;
import io.waybill.streams.part.Progress;
import io.waybill.streams.part.Tally;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.store.LedgerStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Second stage, by destination: adds up what the device partitions say, publishes windows that all of them have passed, and
 * judges each destination across the fleet.
 */
final class DestinationStage implements Processor<String, Part, Object, Object> {

    static final String NAME = "destinations";
    static final String STORE = "destination-book";

    private final PipelineSettings settings;
    private final IpLocator locator;
    private final List<DestinationDetector> detectors;
    private final RecordSerializer<DestinationCount> counts;
    private final RecordSerializer<ModelActivity> activities;
    private final PipelineMeters meters;
    private @Nullable TaskMeters measured;
    private @Nullable ProcessorContext<Object, Object> context;
    private @Nullable LedgerStore<DestinationBook> store;
    private Progress told = new Progress(0, Long.MIN_VALUE, 0, false, Tally.NONE);
    private long tooLateTold;
    private long omittedTold;
    private boolean progressed;
    private long publishingUpTo = Long.MIN_VALUE;
    private boolean allPublished = true;
    private final CommitPace pace;

    DestinationStage(
            PipelineSettings settings,
            SchemaRegistryClient registry,
            IpLocator locator,
            List<DestinationDetector> detectors,
            PipelineMeters meters) {
        this.settings = settings;
        this.locator = locator;
        this.detectors = detectors;
        this.meters = meters;
        this.pace = new CommitPace(settings.timing());
        this.counts = new RecordSerializer<>(registry, settings.registry().autoRegister());
        this.activities = new RecordSerializer<>(registry, settings.registry().autoRegister());
    }

    @Override
    public void init(ProcessorContext<Object, Object> processorContext) {
        context = processorContext;
        store = processorContext.getStateStore(STORE);
        told = new Progress(partition(), Long.MIN_VALUE, 0, false, Tally.NONE);
        measured = meters.task(NAME);
        tellLearning();
        forget();
        tooLateTold = book().tooLate();
        omittedTold = book().findingsOmitted();
        progressed = true;
        store().beforeCommit(this::tell);
    }

    @Override
    public void close() {
        Objects.requireNonNull(measured).close();
    }

    @Override
    public void process(Record<String, Part> record) {
        Part part = record.value();
        if (part instanceof TalliesPart) {
            toAlerts(part);
            return;
        }
        if (part instanceof CountsPart counts) {
            counts.rows().forEach(book()::apply);
            return;
        }
        book().apply(part);
        progressed |= part instanceof ProgressPart || part instanceof PolicyPart;
        if (part instanceof PolicyPart) {
            tellLearning();
        }
        if (part instanceof PolicyPart && partition() == 0) {
            toAlerts(part);
        }
        if (part instanceof ProgressPart && book().senders().round() > told.round()) {
            tell();
            context().commit();
        }
    }

    /** Only rules change how long detectors learn. */
    private void tellLearning() {
        book().learning(detectors).forEach(meters::learning);
    }

    /**
     * Runs before every commit: publishes what is complete, in turns, and behind the last of it, where a sender has come further, tells
     * the next stage what was judged.
     */
    private void tell() {
        long watermark = book().senders().watermark();
        meters.historySpan(book().historyMillis());
        long tooLate = book().tooLate();
        meters.hit(Bound.HISTORY, tooLate - tooLateTold);
        tooLateTold = tooLate;
        if (watermark == Long.MIN_VALUE) {
            Objects.requireNonNull(measured).report(watermark, book().size(), 0, 0, 0);
            return;
        }
        long round = book().senders().round();
        boolean ended = round > told.round();
        publishRows(watermark, ended);
        book().publishActivity(partition(), settings.partitions()).forEach(this::publish);
        if (allPublished) {
            // Behind what is published, so that none is lost; before it is judged, so that verdicts are of what is
            // left.
            forget();
            judge(ended);
        }
        pace.remind(!allPublished || book().leftToJudge() > 0, context());
        meters.hit(Bound.FINDINGS_PER_DESTINATION, book().findingsOmitted() - omittedTold);
        omittedTold = book().findingsOmitted();
        Objects.requireNonNull(measured)
                .report(watermark, book().size(), book().leftToPublish(watermark), book().leftToJudge(), 0);
        if (!allPublished || book().leftToJudge() > 0) {
            return;
        }
        Progress now = new Progress(
                partition(), watermark, round, false, book().senders().tally());
        if (!now.equals(told)) {
            told = now;
            toAlerts(new ProgressPart(now));
        }
    }

    /**
     * In turns while windows close one after the other; what is left of one when the next closes at once, and so at the end of input, at
     * the start, and where so much closes that some of it is to be forgotten.
     */
    private void publishRows(long watermark, boolean ended) {
        boolean isFirst = publishingUpTo == Long.MIN_VALUE;
        boolean isBehind = watermark > publishingUpTo
                && (!allPublished
                        || watermark - publishingUpTo >= settings.book().historyMillis());
        boolean paced = settings.timing().judgeContinuously() && !ended && !isFirst && !isBehind;
        publishingUpTo = watermark;
        book().publish(locator, paced ? pace.turn(CommitPace.ROWS) : () -> true, this::publish);
        allPublished = book().leftToPublish(watermark) == 0;
    }

    /**
     * At the end of input to the end; else for a while, once all senders' detectors have looked as far as they all have come: what some
     * of them found is not yet a judgement on the fleet.
     */
    private void judge(boolean ended) {
        if (detectors.isEmpty() || !ended && !settings.timing().judgeContinuously()) {
            return;
        }
        boolean begins = ended || progressed && book().senders().haveLooked();
        if (book().leftToJudge() > 0 || begins && book().isTouched()) {
            progressed &= !ended && book().leftToJudge() > 0;
            pace.look(
                    ended,
                    book()::leftToJudge,
                    mayGoOn -> book().judge(detectors, mayGoOn).forEach(this::toAlerts));
        }
    }

    private void forget() {
        long watermark = book().senders().watermark();
        long history = settings.book().historyMillis();
        if (history != Long.MAX_VALUE && watermark != Long.MAX_VALUE && watermark != Long.MIN_VALUE) {
            book().forgetBefore(settings.book().windowOf(watermark - history));
        }
    }

    private void publish(Publication publication) {
        byte[] key = publication.key().getBytes(StandardCharsets.UTF_8);
        if (publication.isCount()) {
            String topic = Topic.COUNT.name(settings.prefix());
            forward(key, counts.serialize(topic, publication.count()), FleetTopology.COUNTS);
        } else {
            String topic = Topic.ACTIVITY.name(settings.prefix());
            forward(key, activities.serialize(topic, publication.activity()), FleetTopology.ACTIVITY);
        }
    }

    private void toAlerts(Part part) {
        forward(FleetTopology.BROADCAST, part, FleetTopology.TO_ALERTS);
    }

    private void forward(Object key, @Nullable Object value, String child) {
        context().forward(new Record<>(key, value, Math.max(0, context().currentStreamTimeMs())), child);
    }

    private int partition() {
        return context().taskId().partition();
    }

    private DestinationBook book() {
        return store().ledger();
    }

    private LedgerStore<DestinationBook> store() {
        return Objects.requireNonNull(store);
    }

    private ProcessorContext<Object, Object> context() {
        return Objects.requireNonNull(context);
    }
}
