package io.waybill.benchmarks.contend;

/** Where the instances of one application wait for each other, so that none works or ends alone. */
@FunctionalInterface
public interface Meeting {

    /** When an instance has its share of the partitions and has not begun. */
    String JOINED = "joined";

    /** When an instance saw the end of the input and has not left. */
    String ENDED = "ended";

    /** Says that this instance is there, and returns when all are. */
    void at(String point) throws InterruptedException;
}
