package io.waybill.cli.send;

import java.util.concurrent.atomic.AtomicLong;

/** What became of alerts. Thread-safe: written by the one that sends, read by others. */
public final class Tally {

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private final AtomicLong buried = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();

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
