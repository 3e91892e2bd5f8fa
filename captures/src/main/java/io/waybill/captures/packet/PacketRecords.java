package io.waybill.captures.packet;

import io.waybill.captures.packet.frame.RawPacket;
import java.io.IOException;

/** The packets of one capture file, in the order of the file. */
interface PacketRecords {

    /**
     * Moves on to the next packet. Broken records are reported and passed over; after one that hides where the next
     * begins, the file is over.
     *
     * @return false when there is none
     * @throws IOException when the stream fails
     */
    boolean next(RawPacket packet) throws IOException;
}
