package io.waybill.captures.netflow;

import io.waybill.captures.ReadContext;
import io.waybill.captures.device.DeviceIds;

/** Turns flow records, from wherever they were read, into connection events of both directions. Not thread-safe. */
public final class FlowRecords {
    private final FlowPairs pairs;

    /** Events name this capture and go to the context's sink. */
    public FlowRecords(String capture, ReadContext context) {
        pairs = new FlowPairs(capture, new DeviceIds(context.devices()), context.connections(), context.settings());
    }

    /** Takes one record; {@code id} becomes the event's, or is dropped where the record completes an earlier one. */
    public void take(FlowRecord flow, String id, long position) {
        pairs.take(flow, id, position);
    }

    /** Hands over what still waits for its other direction. */
    public void end() {
        pairs.end();
    }
}
