package io.waybill.captures.netflow;

import io.waybill.captures.BadRecordException;
import java.nio.ByteBuffer;

/**
 * How the records of a data set are laid out.
 *
 * @param fields element ids; of enterprises' own elements, only the reverse ones of RFC 5103 are kept apart, the others are 0
 * @param lengths bytes of each; {@link #VARIABLE} where each record says (v9 does not have it, but some vendors do)
 * @param options whether records tell about the exporter and not about flows
 */
record Template(int[] fields, int[] lengths, boolean options) {
    static final int VARIABLE = 0xffff;

    /** Added to the ids of reverse elements. */
    static final int REVERSE = 0x10000;

    private static final int REVERSE_ENTERPRISE = 29305;
    private static final int MAX_FIELDS = 4096;

    /** Reads field specifiers. Enterprise numbers follow ids with the top bit set in IPFIX only. */
    static Template read(ByteBuffer in, int count, boolean ipfix, boolean options) throws BadRecordException {
        if (count > MAX_FIELDS || in.remaining() < count * 4) {
            throw new BadRecordException("a template of " + count + " fields in " + in.remaining() + " bytes");
        }
        int[] fields = new int[count];
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            if (in.remaining() < 4) {
                throw new BadRecordException("a template ends within a field");
            }
            int id = in.getShort() & 0xffff;
            lengths[i] = in.getShort() & 0xffff;
            fields[i] = id;
            if (ipfix && (id & 0x8000) != 0) {
                if (in.remaining() < 4) {
                    throw new BadRecordException("a template ends within an enterprise number");
                }
                fields[i] = in.getInt() == REVERSE_ENTERPRISE ? REVERSE | id & 0x7fff : 0;
            }
        }
        return new Template(fields, lengths, options);
    }

    /** Fewest bytes a record can have. */
    int minBytes() {
        int bytes = 0;
        for (int length : lengths) {
            bytes += length == VARIABLE ? 1 : length;
        }
        return bytes;
    }
}
