package io.waybill.streams;

import io.waybill.streams.Fleets.Fleet;

/** A place where pipelines run: the test driver, or a broker. */
interface Pipelines extends AutoCloseable {

    /**
     * Runs one from nothing to its end.
     *
     * @param name of its own
     * @param seed of what is random in the arrival
     */
    FinalTables run(String name, Shape shape, Fleet fleet, Arrival arrival, long seed) throws Exception;

    @Override
    void close() throws Exception;
}
