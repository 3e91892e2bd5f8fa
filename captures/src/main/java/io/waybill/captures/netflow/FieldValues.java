package io.waybill.captures.netflow;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one record that are used. Element numbers are IANA's for IPFIX, which NetFlow v9 shares where it matters.
 * Reused from record to record.
 */
final class FieldValues {
    static final int OCTETS = 1;
    static final int PACKETS = 2;
    static final int PROTOCOL = 4;
    static final int TCP_FLAGS = 6;
    static final int SOURCE_PORT = 7;
    static final int SOURCE_IPV4 = 8;
    static final int DESTINATION_PORT = 11;
    static final int DESTINATION_IPV4 = 12;
    static final int END_UPTIME = 21;
    static final int START_UPTIME = 22;
    static final int OUT_OCTETS = 23;
    static final int OUT_PACKETS = 24;
    static final int SOURCE_IPV6 = 27;
    static final int DESTINATION_IPV6 = 28;
    static final int SAMPLING_INTERVAL = 34;
    static final int SAMPLER_ID = 48;
    static final int SAMPLER_RANDOM_INTERVAL = 50;
    static final int SOURCE_MAC = 56;
    static final int DESTINATION_MAC = 80;
    static final int TOTAL_OCTETS = 85;
    static final int TOTAL_PACKETS = 86;
    static final int START_SECONDS = 150;
    static final int END_SECONDS = 151;
    static final int START_MILLIS = 152;
    static final int START_MICROS = 154;
    static final int START_NANOS = 156;
    static final int START_DELTA_MICROS = 158;
    static final int SYSTEM_INIT_MILLIS = 160;
    static final int DURATION_MILLIS = 161;
    static final int DURATION_MICROS = 162;
    static final int NAT_EVENT = 230;
    static final int INITIATOR_OCTETS = 231;
    static final int RESPONDER_OCTETS = 232;
    static final int FIREWALL_EVENT = 233;
    static final int INITIATOR_PACKETS = 298;
    static final int RESPONDER_PACKETS = 299;
    static final int SELECTOR_ID = 302;
    static final int SAMPLING_PACKET_INTERVAL = 305;
    static final int SAMPLING_PACKET_SPACE = 306;
    static final int OBSERVATION_MILLIS = 323;

    private static final int MAX_ID = 324;
    private final long[] numbers = new long[MAX_ID];
    private final boolean[] present = new boolean[MAX_ID];
    private final byte[][] bytes = new byte[MAX_ID][];
    private long reverseOctets;
    private long reversePackets;

    void clear() {
        Arrays.fill(present, false);
        reverseOctets = 0;
        reversePackets = 0;
    }

    /** Takes the value of an element; the buffer is left where it was. */
    void take(int id, ByteBuffer in, int length) {
        if ((id & Template.REVERSE) != 0) {
            takeReverse(id & ~Template.REVERSE, in, length);
        } else if (id > 0 && id < MAX_ID && length > 0) {
            if (isAddress(id)) {
                byte[] value = new byte[length];
                in.get(in.position(), value);
                bytes[id] = value;
                present[id] = true;
            } else if (length <= 8) {
                numbers[id] = number(in, length);
                present[id] = true;
            }
        }
    }

    private void takeReverse(int id, ByteBuffer in, int length) {
        if (length <= 8 && (id == OCTETS || id == TOTAL_OCTETS)) {
            reverseOctets = number(in, length);
        } else if (length <= 8 && (id == PACKETS || id == TOTAL_PACKETS)) {
            reversePackets = number(in, length);
        }
    }

    private static boolean isAddress(int id) {
        return id == SOURCE_IPV4
                || id == DESTINATION_IPV4
                || id == SOURCE_IPV6
                || id == DESTINATION_IPV6
                || id == SOURCE_MAC
                || id == DESTINATION_MAC;
    }

    private static long number(ByteBuffer in, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | in.get(in.position() + i) & 0xff;
        }
        return value;
    }

    boolean has(int id) {
        return present[id];
    }

    /** The number; 0 where there is none. */
    long number(int id) {
        return present[id] ? numbers[id] : 0;
    }

    /** The first of these that is there and not 0; else 0. */
    long firstOf(int... ids) {
        for (int id : ids) {
            if (number(id) != 0) {
                return numbers[id];
            }
        }
        return 0;
    }

    /** An address of this many bytes; null where there is none. */
    byte @Nullable [] address(int id, int length) {
        byte[] value = present[id] ? bytes[id] : null;
        return value != null && value.length == length ? value : null;
    }

    long reverseOctets() {
        return reverseOctets;
    }

    long reversePackets() {
        return reversePackets;
    }
}
