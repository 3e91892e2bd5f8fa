package io.waybill.captures.netflow;

import io.waybill.captures.ReadContext;

/**
 * Takes export datagrams as they are found inside a packet capture, in the order of the capture. One per capture: it remembers
 * the templates of each exporter. Called by one thread.
 */
@FunctionalInterface
public interface NetflowDatagrams {

    /** Makes one for a capture. */
    @FunctionalInterface
    interface Factory {
        /**
         * @param capture name of the input, for events and problems
         * @param context takes what is decoded
         */
        NetflowDatagrams open(String capture, ReadContext context);
    }

    /** Ignores all datagrams. */
    Factory NONE = (capture, context) -> (exporterIp, exporterPort, timeMillis, packet, data, at, length) -> {};

    /**
     * Takes one datagram that looks like NetFlow v5, v9 or IPFIX.
     *
     * @param exporterIp who sent it, 4 or 16 bytes
     * @param exporterPort its UDP port
     * @param timeMillis when it was captured, milliseconds since 1970 UTC
     * @param packet number of the packet in the capture, 1 is the first
     * @param data holds the payload; valid during the call only
     * @param at where the payload starts
     * @param length bytes of payload
     */
    void datagram(
            byte[] exporterIp, int exporterPort, long timeMillis, long packet, byte[] data, int at, int length);
}
