package io.waybill.captures.flow;

import io.waybill.captures.DeviceResolver;
import io.waybill.captures.packet.frame.Frame;
import io.waybill.captures.packet.frame.Wire;

/** Learns from DHCPv4 acknowledgements which MAC holds which address (RFC 2131). */
final class DhcpLeases {

    private static final int SERVER_PORT = 67;
    private static final int COOKIE_AT = 236;
    private static final int COOKIE = 0x63825363;
    private static final int OPTION_LEASE_SECONDS = 51;
    private static final int OPTION_MESSAGE_TYPE = 53;
    private static final int ACKNOWLEDGEMENT = 5;
    /** What holds when the server does not say: INFORM is answered without a lease time. */
    private static final long DEFAULT_LEASE_SECONDS = 3_600;

    private final DeviceResolver devices;
    private final FlowCounters counters;

    DhcpLeases(DeviceResolver devices, FlowCounters counters) {
        this.devices = devices;
        this.counters = counters;
    }

    void packet(Frame frame) {
        int at = frame.payloadAt();
        int end = at + frame.payloadCaptured();
        byte[] data = frame.data();
        boolean reply = frame.sourcePort() == SERVER_PORT && end - at > COOKIE_AT + 4 && Wire.u8(data, at) == 2;
        if (!reply || Wire.u8(data, at + 2) != 6 || Wire.i32(data, at + COOKIE_AT) != COOKIE) {
            return;
        }
        int type = 0;
        long seconds = DEFAULT_LEASE_SECONDS;
        int next = at + COOKIE_AT + 4;
        while (next + 2 <= end && Wire.u8(data, next) != 255) {
            int option = Wire.u8(data, next);
            if (option == 0) {
                next++;
                continue;
            }
            int length = Wire.u8(data, next + 1);
            if (next + 2 + length > end) {
                break;
            }
            if (option == OPTION_MESSAGE_TYPE && length == 1) {
                type = Wire.u8(data, next + 2);
            } else if (option == OPTION_LEASE_SECONDS && length == 4) {
                seconds = Wire.u32(data, next + 2);
            }
            next += 2 + length;
        }
        long address = Wire.u32(data, at + 16);
        if (type == ACKNOWLEDGEMENT && address != 0) {
            counters.leases++;
            boolean taken = devices.lease(
                    FlowSide.macBytes(Wire.u48(data, at + 28)),
                    FlowSide.bytes(false, 0, address),
                    frame.timeMillis(),
                    frame.timeMillis() + seconds * 1_000);
            counters.leasesDropped += taken ? 0 : 1;
        }
    }
}
