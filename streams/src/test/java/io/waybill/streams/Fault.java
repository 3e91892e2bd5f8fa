package io.waybill.streams;

/** What is done to a pipeline that runs. */
enum Fault {
    /** {@code kill -9} of one instance; a new one takes its place. */
    KILL_INSTANCE,
    /** {@code kill -9} of the broker; it starts again on its folder. */
    KILL_BROKER,
    /** {@code kill -9} of the broker and every instance. */
    KILL_ALL,
    /** Connections between instances and broker break, and none come about for some seconds. */
    CUT,
    /** Connections between instances and broker stay, and nothing comes through for some seconds. */
    STALL,
    /** Every 16 KiB between instances and broker take 50 ms more, at 256 KiB/s. */
    SLOW,
    /** No room on the broker's disk for some seconds, after which there is and the broker starts again. */
    DISK_FULL,
    /** The broker's disk answers for an instant and then not for half a second, for several seconds. */
    DISK_SLOW,
    /** The clock of the machine of the instances is set two hours ahead. */
    INSTANCES_AHEAD,
    /** The clock of the machine of the instances is set back by two hours. */
    INSTANCES_BACK,
    /** The clock of the machine of the broker is set two hours ahead. */
    BROKER_AHEAD,
    /** The clock of the machine of the broker is set back by two hours. */
    BROKER_BACK;

    /** Whether the broker needs a disk of its own for it, which takes the superuser. */
    boolean needsDisk() {
        return this == DISK_FULL || this == DISK_SLOW;
    }

    /** Whether the processes need a clock that can be set for it, which takes libfaketime. */
    boolean needsClock() {
        return this == INSTANCES_AHEAD || this == INSTANCES_BACK || this == BROKER_AHEAD || this == BROKER_BACK;
    }
}
