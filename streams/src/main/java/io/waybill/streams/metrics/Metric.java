package io.waybill.streams.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every metric of Waybill's own. Labels take few values that are known beforehand (a stage, a reason, a detector, a topic), never
 * a device, a host or a model. The reference page is made from this list, and dashboards and alert rules are checked against it.
 */
public enum Metric {
    RECORDS_IN(
            "waybill.records.in",
            Kind.COUNTER,
            null,
            "Connection records taken from the input topic, by the whole fleet of instances since the pipeline began;"
                    + " told by the instance that has the alert stage. in = counted + repeated + dead-lettered"),
    RECORDS_COUNTED("waybill.records.counted", Kind.COUNTER, null, "Of those, records that are in the counts"),
    RECORDS_REPEATED(
            "waybill.records.repeated", Kind.COUNTER, null, "Of those, records whose event was counted already"),
    RECORDS_LATE(
            "waybill.records.late",
            Kind.COUNTER,
            null,
            "Of the counted, records that corrected a window that was published before"),
    RECORDS_DEAD_LETTERED(
            "waybill.records.dead.lettered",
            Kind.COUNTER,
            null,
            "Of those taken, records that could not be used and went to the dead-letter topic",
            "reason"),
    WATERMARK_TIME(
            "waybill.watermark.time",
            Kind.GAUGE,
            "seconds",
            "Event time, in seconds since 1970, that the slowest partition of this instance has passed; 0 where none"
                    + " has had an event",
            "stage"),
    WATERMARK_DELAY(
            "waybill.watermark.delay",
            Kind.GAUGE,
            "seconds",
            "How far that is behind the clock of this machine; grows where nothing is sent, and is large while old"
                    + " captures are replayed",
            "stage"),
    TASKS("waybill.tasks", Kind.GAUGE, null, "Partitions of a stage that this instance works on", "stage"),
    ROWS_LEFT(
            "waybill.rows.left",
            Kind.GAUGE,
            null,
            "Rows that are not told yet (stage devices), or destinations with rows that are not published yet (stage destinations), of"
                    + " windows that closed: 1,000 of a task before each commit, for at most `pipeline.look.ms`",
            "stage"),
    LOOKS_LEFT(
            "waybill.looks.left",
            Kind.GAUGE,
            null,
            "Pairs of device and destination, or destinations, that detectors have not come to yet in the look that is under"
                    + " way: they take at most `pipeline.look.ms` of a task before each commit",
            "stage"),
    STATE_ENTRIES(
            "waybill.state.entries",
            Kind.GAUGE,
            null,
            "Entries in the state of this instance: devices, destinations, alerts",
            "stage"),
    CONTACTS_ON_HEAP(
            "waybill.contacts.heap",
            Kind.GAUGE,
            "bytes",
            "Contacts that this instance keeps on the heap, at most `pipeline.contacts.heap.mb`; the others are on disk"),
    CONTACTS_ON_DISK(
            "waybill.contacts.disk",
            Kind.GAUGE,
            null,
            "Pairs of device and destination whose contacts are on disk, because none came for longest"),
    CONTACTS_TO_DISK("waybill.contacts.disk.written", Kind.COUNTER, null, "Times the contacts of a pair went to disk"),
    CONTACTS_FROM_DISK(
            "waybill.contacts.disk.read",
            Kind.COUNTER,
            null,
            "Times the contacts of a pair were read from disk; where this grows as fast as the records, more heap helps"),
    CONTACTS_REFUSED(
            "waybill.contacts.disk.refused",
            Kind.COUNTER,
            null,
            "Times the disk did not take what was to go there: contacts stay in memory beyond the bound, and the log says why"),
    HISTORY_SPAN(
            "waybill.history.span",
            Kind.GAUGE,
            "seconds",
            "Event time between the first window this instance knows and its watermark: detectors that learn"
                    + " (new-destination, surge, went-dark, country-shift) abstain until it is as long as their learning period"),
    DETECTOR_LEARNING(
            "waybill.detector.learning",
            Kind.GAUGE,
            "seconds",
            "Event time that a detector still has to see of the fleet before it says anything; 0 when it has learned",
            "detector"),
    BOUND_HIT(
            "waybill.bound.hits",
            Kind.COUNTER,
            null,
            "Times a bound was reached in this instance: what is over it is counted as a sum and not kept apart",
            "bound"),
    ALERTS_PUBLISHED(
            "waybill.alerts.published",
            Kind.COUNTER,
            null,
            "Revisions of alerts that this instance published",
            "detector",
            "severity",
            "status"),
    ALERTS_SUPPRESSED(
            "waybill.alerts.suppressed",
            Kind.COUNTER,
            null,
            "Of those, revisions that a rule of the policy keeps quiet",
            "detector"),
    DETECTOR_TIME(
            "waybill.detector",
            Kind.TIMER,
            "seconds",
            "Time in a detector: one call looks at one device at one destination, or at one destination across the"
                    + " fleet",
            "detector",
            "side"),
    RESTORED("waybill.restore.records", Kind.COUNTER, null, "Changelog records that were read back to rebuild state"),
    RESTORE_REMAINING(
            "waybill.restore.remaining",
            Kind.GAUGE,
            null,
            "Changelog records still to be read before the instance is ready"),
    RUNNING(
            "waybill.pipeline.running",
            Kind.GAUGE,
            null,
            "1 when this instance has its partitions and their state, else 0"),
    CONSOLE_STORED(
            "waybill.console.records.stored", Kind.COUNTER, null, "Records taken into the console's store", "topic"),
    CONSOLE_REJECTED(
            "waybill.console.records.rejected",
            Kind.COUNTER,
            null,
            "Records that are none of their topic's schema",
            "topic"),
    CONSOLE_COMMIT("waybill.console.commit", Kind.TIMER, "seconds", "Time to store a batch of records"),
    CONSOLE_RETRIES(
            "waybill.console.retries", Kind.COUNTER, null, "Batches put off because broker or registry did not answer"),
    CONSOLE_STORE_REOPENED(
            "waybill.console.store.reopened",
            Kind.COUNTER,
            null,
            "Times the console's database failed for good and was opened again"),
    CONSOLE_QUESTIONS_REFUSED(
            "waybill.console.questions.refused",
            Kind.COUNTER,
            null,
            "Questions refused because they made the console's database fail too often"),
    CONSOLE_REFERENCES_DROPPED(
            "waybill.console.references.dropped",
            Kind.COUNTER,
            null,
            "Received inventories, lifecycles and policies that no capture came for, deleted"),
    CONSOLE_LAG("waybill.console.lag", Kind.GAUGE, null, "Records published and not yet stored by this console"),
    SEND_ALERTS(
            "waybill.send.alerts",
            Kind.COUNTER,
            null,
            "Alerts that `waybill send` took, by what became of them: sent, dead-lettered, passed-over",
            "format",
            "result"),
    SEND_FAILED(
            "waybill.send.failed.attempts",
            Kind.COUNTER,
            null,
            "Deliveries that a receiver did not answer well; each is tried again",
            "format"),
    SEND_LAG("waybill.send.lag", Kind.GAUGE, null, "Alerts published and not yet taken by this sender", "format"),
    SEND_WAITING(
            "waybill.send.waiting",
            Kind.GAUGE,
            null,
            "1 while the receiver of this sender does not answer and is waited for, else 0",
            "format"),
    INGEST_EVENTS("waybill.ingest.events", Kind.COUNTER, null, "Events that `waybill ingest` published"),
    INGEST_PROBLEMS(
            "waybill.ingest.problems",
            Kind.COUNTER,
            null,
            "Records, and whole inputs, that `waybill ingest` could not use and named on standard error"),
    INGEST_BOUND_HIT(
            "waybill.ingest.bound.hits",
            Kind.COUNTER,
            null,
            "Times `waybill ingest` reached a bound; docs/captures.md says what each one does beyond it",
            "bound");

    /** How a metric behaves. */
    public enum Kind {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** How often and how long; in Prometheus {@code _count}, {@code _sum} and {@code _max}. */
        TIMER
    }

    private final String id;
    private final Kind kind;
    private final @Nullable String unit;
    private final String meaning;
    private final List<String> labels;

    Metric(String id, Kind kind, @Nullable String unit, String meaning, String... labels) {
        this.id = id;
        this.kind = kind;
        this.unit = unit;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** Name as Micrometer has it. */
    public String id() {
        return id;
    }

    /** How it behaves. */
    public Kind kind() {
        return kind;
    }

    /** Unit, or null for plain numbers of things. */
    public @Nullable String unit() {
        return unit;
    }

    /** What it says, one sentence. */
    public String meaning() {
        return meaning;
    }

    /** Labels, in the order in which their values are given. */
    public List<String> labels() {
        return labels;
    }

    /** Names under which Prometheus stores it. */
    public List<String> prometheusNames() {
        String base = id.replace('.', '_') + (unit == null ? "" : "_" + unit);
        return switch (kind) {
            case COUNTER -> List.of(base + "_total");
            case GAUGE -> List.of(base);
            case TIMER -> List.of(base + "_count", base + "_sum", base + "_max");
        };
    }
}
