package io.waybill.captures.leak;

import java.util.ArrayList;
import java.util.List;

/** Kinds of identifiers as bits, and the bits as the sorted list that events carry. */
public final class IdentifierKinds {

    private static final List<String> KINDS =
            List.of("ADVERTISING_ID", "IMEI", "IMSI", "MAC", "PHONE_NUMBER", "SERIAL");

    private IdentifierKinds() {}

    /** The bit of a kind; 0 for a kind that is not known. */
    public static int bit(String kind) {
        int index = KINDS.indexOf(kind);
        return index < 0 ? 0 : 1 << index;
    }

    /** The kinds whose bits are set, sorted. */
    public static List<String> names(int bits) {
        if (bits == 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < KINDS.size(); i++) {
            if ((bits & 1 << i) != 0) {
                names.add(KINDS.get(i));
            }
        }
        return names;
    }
}
