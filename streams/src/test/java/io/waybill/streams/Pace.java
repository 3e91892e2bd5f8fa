package io.waybill.streams;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * How long the living wait for the dead. What faults do is measured by it: a link fails for shorter and for longer than a session.
 *
 * @param sessionMillis after which the group goes on without a member that is not heard of
 * @param transactionMillis after which the broker ends a transaction that nobody ends
 * @param commitMillis between two commits
 */
record Pace(long sessionMillis, long transactionMillis, long commitMillis) {

    /** A case as it is run: its own session and commits, and the transactions of Kafka Streams. */
    static final Pace OF_A_CASE = new Pace(6_000, 10_000, Timing.CASE.commitMillis());

    /** Waits about a third as long, and commits ten times as often, so that more commits are hit. */
    static final Pace SHORT = new Pace(2_000, 4_000, 500);

    /** Settings of an instance, {@code key=value}. */
    List<String> settings() {
        return List.of(
                "consumer.session.timeout.ms=" + sessionMillis,
                "consumer.heartbeat.interval.ms=" + sessionMillis / 3,
                "producer.transaction.timeout.ms=" + transactionMillis,
                "commit.interval.ms=" + commitMillis);
    }

    /** How long a fault lasts: a sixth of a session to four thirds of it. */
    Duration ofAFault(Random random) {
        return Duration.ofMillis(sessionMillis / 6 + random.nextInt((int) (sessionMillis * 7 / 6)));
    }

    /** How long nothing comes between two parts of the input: up to a quarter of a session. */
    Duration ofAPause(Random random) {
        return Duration.ofMillis(random.nextInt((int) (sessionMillis / 4)));
    }
}
