package io.waybill.benchmarks.contend;

/** Who is measured. The letters are those of the ratios. */
public enum Contender {
    /** The consumer alone. */
    POLL("a", "poll only"),
    /** The consumer, and Avro's specific reader with its fast path on, as it is by default. */
    DECODE("b", "poll + decode (Avro)"),
    /** What one would write by hand: {@link HandCounts}. */
    BY_HAND("c", "by hand: Avro, HashMaps"),
    /** The same as well as it can be: {@link TunedCounts}. */
    BY_HAND_TUNED("d", "by hand, tuned"),
    /** A plain topology of the streams DSL: {@link DslCounts}. */
    DSL("e", "Kafka Streams DSL, counts, exactly-once"),
    /** The pipeline without detectors. */
    COUNTS_ONLY("f", "pipeline, counts, exactly-once"),
    /** The pipeline as it is. */
    WHOLE("g", "pipeline, all detectors, exactly-once"),
    /** The pipeline as it is, at-least-once. */
    AT_LEAST_ONCE("h", "pipeline, all detectors, at-least-once"),
    /** The counts as a job of Apache Flink, a {@link Peer} from elsewhere. */
    FLINK("i", "Flink, counts, exactly-once");

    private final String letter;
    private final String title;

    Contender(String letter, String title) {
        this.letter = letter;
        this.title = title;
    }

    /** One letter. */
    public String letter() {
        return letter;
    }

    /** What it is, for the table. */
    public String title() {
        return title;
    }

    /** Whether it is the pipeline, which several instances can share. */
    public boolean isPipeline() {
        return this == COUNTS_ONLY || this == WHOLE || this == AT_LEAST_ONCE;
    }

    /** Whether it publishes exact count and activity tables, which must then be the same as everybody's. */
    public boolean isExact() {
        return switch (this) {
            case BY_HAND, BY_HAND_TUNED, COUNTS_ONLY, WHOLE, AT_LEAST_ONCE, FLINK -> true;
            case POLL, DECODE, DSL -> false;
        };
    }
}
