package io.waybill.captures.own;

import io.waybill.captures.ConnectionSink;
import io.waybill.schemas.DeviceConnection;
import java.io.Closeable;
import java.io.UncheckedIOException;

/** Writes events one after the other; closing completes the file and closes the stream below. Not thread-safe. */
public interface ConnectionWriter extends ConnectionSink, Closeable {

    /**
     * Writes one event.
     *
     * @throws UncheckedIOException when the stream below fails
     */
    @Override
    void accept(DeviceConnection event);
}
