package io.waybill.streams.aggregate.device;

import io.waybill.schemas.Topic;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Tally;
import java.util.Arrays;
import java.util.TreeMap;

/** How far the lanes of a partition have come in event time, and what became of their records. Used by one stream thread. */
public final class PartitionClock {

    /** The ways in. A round of input has ended when it has ended on every lane. */
    public enum Lane {
        /** Connection events. */
        CONNECTION(Topic.CONNECTION),
        /** Profiles. */
        PROFILE(Topic.PROFILE),
        /** Lifecycle events. */
        LIFECYCLE(Topic.LIFECYCLE),
        /** Policy rules. */
        POLICY(Topic.POLICY);

        private final Topic topic;

        Lane(Topic topic) {
            this.topic = topic;
        }

        /** Where its records come from. */
        public Topic topic() {
            return topic;
        }

        /** Whether this partition accounts for its records: of rules, which reach every partition, the first one does. */
        public boolean isAccountedIn(int partition) {
            return this != POLICY || partition == 0;
        }
    }

    private final long[] rounds = new long[Lane.values().length];
    private long newest = Long.MIN_VALUE;
    private long told = Long.MIN_VALUE;
    private final Account[] accounts = accounts();

    /** What became of the records of one lane. */
    private static final class Account {
        private long in;
        private long counted;
        private long repeated;
        private long late;
        private final TreeMap<String, Long> deadLettered = new TreeMap<>();

        Tally tally() {
            return new Tally(in, counted, repeated, late, new TreeMap<>(deadLettered));
        }

        void restore(Tally tally) {
            in = tally.in();
            counted = tally.counted();
            repeated = tally.repeated();
            late = tally.late();
            deadLettered.clear();
            deadLettered.putAll(tally.deadLettered());
        }
    }

    private static Account[] accounts() {
        Account[] accounts = new Account[Lane.values().length];
        Arrays.setAll(accounts, any -> new Account());
        return accounts;
    }

    private Account of(Lane lane) {
        return accounts[lane.ordinal()];
    }

    /** An event of this time came. */
    void saw(long time) {
        newest = Math.max(newest, time);
    }

    /** A lane has come to the end of a round of input. */
    public void ended(Lane lane, long round) {
        rounds[lane.ordinal()] = Math.max(rounds[lane.ordinal()], round);
    }

    /** Rounds that have ended on all lanes. */
    public long round() {
        return Arrays.stream(rounds).min().orElseThrow();
    }

    /** Time of the newest event, {@link Long#MIN_VALUE} before the first. */
    public long newest() {
        return newest;
    }

    /**
     * Event time up to which nothing more is expected.
     *
     * @param latenessMillis how long after an event of time t one of an earlier time is still waited for
     */
    public long watermark(long latenessMillis) {
        if (round() > 0) {
            return Long.MAX_VALUE;
        }
        return newest == Long.MIN_VALUE ? Long.MIN_VALUE : newest - latenessMillis;
    }

    /** Everything of windows that end by then was told. */
    void told(long watermark) {
        told = Math.max(told, watermark);
    }

    /**
     * Watermark up to which everything was told before a restart; {@link Long#MIN_VALUE} when nothing was.
     *
     * @param watermark how far the partition has come
     */
    long toldBefore(long watermark) {
        told = Math.min(told, watermark);
        return told;
    }

    /** What became of the connection records. */
    public Tally tally() {
        return tally(Lane.CONNECTION);
    }

    /** What became of the records of a lane; marks of the end of input are no records. */
    public Tally tally(Lane lane) {
        return of(lane).tally();
    }

    void counted(boolean afterPublication) {
        taken(Lane.CONNECTION);
        of(Lane.CONNECTION).late += afterPublication ? 1 : 0;
    }

    void repeated() {
        Account account = of(Lane.CONNECTION);
        account.in++;
        account.repeated++;
    }

    /** A record of a lane was used. */
    public void taken(Lane lane) {
        Account account = of(lane);
        account.in++;
        account.counted++;
    }

    /** A record of a lane could not be used. */
    public void deadLettered(Lane lane, String reason) {
        Account account = of(lane);
        account.in++;
        account.deadLettered.merge(reason, 1L, Long::sum);
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(64).varint(newest);
        for (long round : rounds) {
            out.varint(round);
        }
        for (Account account : accounts) {
            PartCodec.tally(out, account.tally());
        }
        return out.varint(told).toBytes();
    }

    /**
     * Earlier versions wrote the account of the connections only, and the others then begin at nothing; or all accounts and not how far
     * was told, which was as far as they had come.
     */
    void restore(byte[] bytes) {
        ByteReader from = new ByteReader(bytes);
        newest = from.varint();
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = from.varint();
        }
        for (Account account : accounts) {
            account.restore(from.hasMore() ? PartCodec.tally(from) : Tally.NONE);
        }
        told = from.hasMore() ? from.varint() : Long.MAX_VALUE;
    }
}
