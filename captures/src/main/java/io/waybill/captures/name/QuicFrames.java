package io.waybill.captures.name;

/** The frames of a decrypted Initial packet; what carries the handshake is put in order. */
final class QuicFrames {

    private QuicFrames() {}

    /** Adds the packet's handshake bytes. False where the payload is no sequence of frames an Initial may hold. */
    static boolean collect(byte[] payload, int cryptoFrame, StreamStart handshake) {
        int at = 0;
        while (at < payload.length) {
            int type = payload[at++] & 0xff;
            if (type == 0 || type == 1) {
                continue;
            }
            if (type == 2 || type == 3) {
                at = behindAck(payload, at, type == 3);
                if (at < 0) {
                    return false;
                }
                continue;
            }
            if (type != cryptoFrame) {
                return type == 0x1c;
            }
            if (!QuicHeader.hasVarint(payload, at, payload.length)) {
                return true;
            }
            long offset = QuicHeader.varint(payload, at);
            at += QuicHeader.varintBytes(payload, at);
            if (!QuicHeader.hasVarint(payload, at, payload.length)) {
                return true;
            }
            long length = QuicHeader.varint(payload, at);
            at += QuicHeader.varintBytes(payload, at);
            int present = (int) Math.min(length, payload.length - at);
            handshake.add(offset, payload, at, present);
            at += present;
        }
        return true;
    }

    private static int behindAck(byte[] payload, int start, boolean counts) {
        int at = start;
        long fields = 4;
        for (long field = 0; field < fields; field++) {
            if (!QuicHeader.hasVarint(payload, at, payload.length)) {
                return -1;
            }
            if (field == 2) {
                long ranges = QuicHeader.varint(payload, at);
                if (ranges > payload.length) {
                    return -1;
                }
                fields += 2 * ranges + (counts ? 3 : 0);
            }
            at += QuicHeader.varintBytes(payload, at);
        }
        return at;
    }
}
