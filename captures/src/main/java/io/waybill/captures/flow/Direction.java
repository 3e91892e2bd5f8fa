package io.waybill.captures.flow;

import io.waybill.captures.DeviceResolver;
import io.waybill.captures.device.IpScope;
import org.jspecify.annotations.Nullable;

/**
 * Which side of a flow is the device, the one that contacts.
 *
 * <p>In this order: the sender, where the receiver is a group; who opened the TCP connection; who sent the client
 * greeting; the one side the inventory knows; the one side in a private network; the side with the short-lived port;
 * who was seen first.
 */
final class Direction {

    private static final int FIRST_EPHEMERAL_PORT = 1_024;

    private Direction() {}

    static boolean deviceIsA(Flow flow, DeviceResolver devices) {
        boolean manyA = IpScope.isForMany(flow.ipv6, flow.aHigh, flow.aLow);
        boolean manyB = IpScope.isForMany(flow.ipv6, flow.bHigh, flow.bLow);
        if (manyA != manyB) {
            return manyB;
        }
        Boolean opener = opener(flow);
        if (opener != null) {
            return opener;
        }
        boolean knownA = FlowSide.of(flow, true).known(devices, flow.firstMillis) != null;
        boolean knownB = FlowSide.of(flow, false).known(devices, flow.firstMillis) != null;
        if (knownA != knownB) {
            return knownA;
        }
        boolean localA = IpScope.isLocal(flow.ipv6, flow.aHigh, flow.aLow);
        boolean localB = IpScope.isLocal(flow.ipv6, flow.bHigh, flow.bLow);
        if (localA != localB) {
            return localA;
        }
        boolean ephemeralA = flow.aPort >= FIRST_EPHEMERAL_PORT;
        boolean ephemeralB = flow.bPort >= FIRST_EPHEMERAL_PORT;
        return ephemeralA || !ephemeralB;
    }

    /** Whether side A opened the flow; null where the start was missed and nothing in the traffic tells. */
    static @Nullable Boolean opener(Flow flow) {
        if (flow.has(true, Flow.SYN) || flow.has(false, Flow.SYN_ACK)) {
            return true;
        }
        if (flow.has(false, Flow.SYN) || flow.has(true, Flow.SYN_ACK)) {
            return false;
        }
        if (flow.has(true, Flow.CLIENT) != flow.has(false, Flow.CLIENT)) {
            return flow.has(true, Flow.CLIENT);
        }
        return null;
    }
}
