package io.waybill.benchmarks.contend;

/**
 * Another system that publishes the same tables of counts and activity. It comes with jars of its own, and is found as a service among
 * them, so that this module does not depend on it.
 */
@FunctionalInterface
public interface Peer {

    /**
     * Reads the connection topic to its end and publishes the final tables; returns when they are committed.
     *
     * @throws Exception when it cannot; the measurement then fails
     */
    void run(Arena arena) throws Exception;
}
