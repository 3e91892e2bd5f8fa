package io.waybill.captures.netflow;

import io.waybill.captures.device.Endpoint;
import org.jspecify.annotations.Nullable;

/** Values of a data record as a flow. */
final class FlowFactory {
    private static final int FIREWALL_CREATED = 1;
    private static final int FIREWALL_DENIED = 3;
    private static final long MAX_MILLIS = 253_402_300_799_999L;

    private FlowFactory() {}

    /**
     * The flow, or null where the record is none: it lacks an address, tells of a translation only, or announces a
     * connection that the firewall reports again when it ends.
     */
    static @Nullable FlowRecord of(FieldValues values, ExportTime time, long sampling) {
        boolean ipv6 = values.address(FieldValues.SOURCE_IPV6, 16) != null
                && !isZero(values.address(FieldValues.SOURCE_IPV6, 16));
        byte[] source = ipv6 ? values.address(FieldValues.SOURCE_IPV6, 16) : values.address(FieldValues.SOURCE_IPV4, 4);
        byte[] destination = ipv6
                ? values.address(FieldValues.DESTINATION_IPV6, 16)
                : values.address(FieldValues.DESTINATION_IPV4, 4);
        long event = values.number(FieldValues.FIREWALL_EVENT);
        if (source == null || destination == null || event == FIREWALL_CREATED || isTranslationOnly(values)) {
            return null;
        }
        long start = Math.min(Math.max(time.start(values), 0), MAX_MILLIS);
        long end = Math.min(Math.max(time.end(values, start), start), MAX_MILLIS);
        long scale = Math.max(1, sampling);
        long forwardBytes = values.firstOf(FieldValues.OCTETS, FieldValues.TOTAL_OCTETS, FieldValues.INITIATOR_OCTETS);
        long forwardPackets =
                values.firstOf(FieldValues.PACKETS, FieldValues.TOTAL_PACKETS, FieldValues.INITIATOR_PACKETS);
        long backBytes =
                Math.max(values.reverseOctets(), values.firstOf(FieldValues.RESPONDER_OCTETS, FieldValues.OUT_OCTETS));
        long backPackets = Math.max(
                values.reversePackets(), values.firstOf(FieldValues.RESPONDER_PACKETS, FieldValues.OUT_PACKETS));
        boolean onlyOut = forwardBytes == 0 && forwardPackets == 0 && values.reverseOctets() == 0;
        if (onlyOut && !values.has(FieldValues.RESPONDER_OCTETS)) {
            // Counted where they left the router; the direction is the same.
            forwardBytes = values.number(FieldValues.OUT_OCTETS);
            forwardPackets = values.number(FieldValues.OUT_PACKETS);
            backBytes = 0;
            backPackets = 0;
        }
        return new FlowRecord(
                new Endpoint(values.address(FieldValues.SOURCE_MAC, 6), source, port(values, FieldValues.SOURCE_PORT)),
                new Endpoint(
                        values.address(FieldValues.DESTINATION_MAC, 6),
                        destination,
                        port(values, FieldValues.DESTINATION_PORT)),
                (int) values.number(FieldValues.PROTOCOL),
                start,
                end,
                scaled(forwardBytes, scale),
                scaled(forwardPackets, scale),
                scaled(backBytes, scale),
                scaled(backPackets, scale),
                (int) values.number(FieldValues.TCP_FLAGS),
                event == FIREWALL_DENIED);
    }

    private static boolean isTranslationOnly(FieldValues values) {
        return values.has(FieldValues.NAT_EVENT)
                && values.firstOf(FieldValues.OCTETS, FieldValues.TOTAL_OCTETS, FieldValues.INITIATOR_OCTETS) == 0;
    }

    private static boolean isZero(byte @Nullable [] bytes) {
        if (bytes != null) {
            for (byte b : bytes) {
                if (b != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int port(FieldValues values, int id) {
        return (int) values.number(id) & 0xffff;
    }

    private static long scaled(long count, long scale) {
        return count < 0 || count > Long.MAX_VALUE / scale ? Long.MAX_VALUE : count * scale;
    }
}
