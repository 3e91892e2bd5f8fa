package io.waybill.captures.flow;

import io.waybill.captures.DeviceResolver;
import io.waybill.captures.packet.frame.Frame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a flow.
 *
 * @param ip 4 or 16 bytes
 * @param mac 48 bits, or {@link Frame#NO_MAC}
 * @param port 0 where the transport has none
 */
@SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
record FlowSide(byte[] ip, long mac, int port) {

    static FlowSide of(Flow flow, boolean sideA) {
        return sideA
                ? new FlowSide(bytes(flow.ipv6, flow.aHigh, flow.aLow), flow.aMac, flow.aPort)
                : new FlowSide(bytes(flow.ipv6, flow.bHigh, flow.bLow), flow.bMac, flow.bPort);
    }

    /** An address as the wire has it. */
    static byte[] bytes(boolean ipv6, long high, long low) {
        return ipv6
                ? ByteBuffer.allocate(16).putLong(high).putLong(low).array()
                : ByteBuffer.allocate(4).putInt((int) low).array();
    }

    /** The inventory's id, or null. */
    @Nullable
    String known(DeviceResolver devices, long timeMillis) {
        return devices.deviceAt(mac == Frame.NO_MAC ? null : macBytes(mac), ip, timeMillis);
    }

    static byte[] macBytes(long mac) {
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (mac >>> 40 - 8 * i);
        }
        return bytes;
    }
}
