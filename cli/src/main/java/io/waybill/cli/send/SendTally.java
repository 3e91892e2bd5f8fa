package io.waybill.cli.send;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.waybill.streams.metrics.Metric;
import java.util.concurrent.atomic.AtomicLong;

/** What became of alerts. Thread-safe: written by the one that sends, read by others. */
public final class SendTally {

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong buried = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();
    private final AtomicLong lag = new AtomicLong();
    private volatile boolean waiting;

    void sent() {
        sent.incrementAndGet();
    }

    void retried() {
        retried.incrementAndGet();
    }

    void buried() {
        buried.incrementAndGet();
    }

    void passedOver() {
        passedOver.incrementAndGet();
    }

    void lag(long records) {
        lag.set(records);
    }

    void waiting(boolean now) {
        waiting = now;
    }

    /** Publishes it as metrics; they go on with the tally. */
    void bindTo(MeterRegistry meters, String format) {
        result(meters, format, "sent", sent);
        result(meters, format, "dead-lettered", buried);
        result(meters, format, "passed-over", passedOver);
        FunctionCounter.builder(Metric.SEND_FAILED.id(), retried, AtomicLong::doubleValue)
                .description(Metric.SEND_FAILED.meaning())
                .tag("format", format)
                .register(meters);
        Gauge.builder(Metric.SEND_LAG.id(), lag, AtomicLong::doubleValue)
                .description(Metric.SEND_LAG.meaning())
                .tag("format", format)
                .register(meters);
        Gauge.builder(Metric.SEND_WAITING.id(), this, tally -> tally.waiting ? 1 : 0)
                .description(Metric.SEND_WAITING.meaning())
                .tag("format", format)
                .register(meters);
    }

    private static void result(MeterRegistry meters, String format, String result, AtomicLong count) {
        FunctionCounter.builder(Metric.SEND_ALERTS.id(), count, AtomicLong::doubleValue)
                .description(Metric.SEND_ALERTS.meaning())
                .tag("format", format)
                .tag("result", result)
                .register(meters);
    }

    /** Whether the receiver is being waited for. */
    public boolean isWaiting() {
        return waiting;
    }

    /** Alerts that went into the dead-letter topic. */
    public long deadLettered() {
        return buried.get();
    }

    /** One line: every alert taken is sent, dead-lettered or passed over; retries are attempts. */
    @Override
    public String toString() {
        return sent + " sent, " + buried + " dead-lettered, " + passedOver + " passed over, " + retried
                + " attempts failed";
    }
}
