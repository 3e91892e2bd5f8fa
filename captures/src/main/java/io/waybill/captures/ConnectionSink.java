package io.waybill.captures;

import io.waybill.schemas.DeviceConnection;

/** Takes decoded events, one at a time, in the order in which the reader completes them. Called by one thread. */
@FunctionalInterface
public interface ConnectionSink {

    /**
     * Takes one event. The receiver owns it: readers never touch an event again after handing it over.
     *
     * @param event complete, with {@code eventId}, {@code deviceId}, {@code capture} and {@code position} set
     */
    void accept(DeviceConnection event);
}
