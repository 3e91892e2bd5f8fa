package io.waybill.captures.live;

/** Joins the growing logs of one format with each other. Used by one thread. */
public interface LogJoin {

    /** A log that is followed from its first line. */
    GrowingLog open(String name);

    /** All logs were read to their present ends: what waited for other logs long enough is handed over. */
    void caughtUp();

    /** Rows that were handed over before their time, or not joined, because a bound was reached. */
    long boundHits();
}
