package io.waybill.benchmarks.tuned;

/**
 * One connection event in Avro's binary form, looked at in place: texts are slices, nothing is allocated. It knows the schema of
 * this version alone and trusts the bytes, as code tuned for one job does. Used by one thread.
 */
final class EventBytes {

    private static final int HEADER_BYTES = 5;

    byte[] bytes = new byte[0];
    int idAt;
    int idLength;
    int deviceAt;
    int deviceLength;
    long time;
    int ipAt;
    int ipLength;
    int hostAt;
    int hostLength;
    long bytesSent;
    long bytesReceived;
    long packetsSent;
    long packetsReceived;
    int outcome;
    int occurrences;
    private int position;

    void read(byte[] value) {
        bytes = value;
        position = HEADER_BYTES;
        idLength = (int) number();
        idAt = skip(idLength);
        deviceLength = (int) number();
        deviceAt = skip(deviceLength);
        time = number();
        number(); // duration
        number(); // transport
        ipLength = optionalLength();
        ipAt = skip(ipLength);
        number(); // port
        hostLength = optionalLength();
        hostAt = skip(hostLength);
        number(); // source of the host
        skip(optionalLength()); // protocol
        skip(optionalLength()); // app
        skip(optionalLength()); // fingerprint
        bytesSent = number();
        bytesReceived = number();
        packetsSent = number();
        packetsReceived = number();
        outcome = (int) number();
        occurrences = (int) number();
    }

    private int optionalLength() {
        return number() == 0 ? 0 : (int) number();
    }

    private int skip(int length) {
        int from = position;
        position += length;
        return from;
    }

    private long number() {
        byte[] from = bytes;
        int at = position;
        int next = from[at++];
        long value = next & 0x7f;
        for (int shift = 7; next < 0; shift += 7) {
            next = from[at++];
            value |= (next & 0x7fL) << shift;
        }
        position = at;
        return value >>> 1 ^ -(value & 1);
    }
}
