package io.waybill.benchmarks.contend;

import io.waybill.schemas.DeviceConnection;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The address that an event went to, as the contenders that read events with Avro take it. */
public final class RemoteAddress {

    private RemoteAddress() {}

    /** Its 4 or 16 bytes, in an array of their own; null where the feed does not know it. */
    public static byte @Nullable [] of(DeviceConnection event) {
        ByteBuffer buffer = event.getRemoteIp();
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
