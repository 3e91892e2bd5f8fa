package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.PairHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Makes what the device-side detectors are shown of a pair: the newest contacts within the bound. */
final class PairHistories {

    static final int MAX_CONTACTS = 2_000;

    private PairHistories() {}

    static PairHistory of(Pair pair, ContactRow row) {
        int rows = pair.rowCount();
        long from = rows <= MAX_CONTACTS ? Long.MIN_VALUE : newestFrom(pair, row);
        List<Contact> contacts = new ArrayList<>(Math.min(rows, MAX_CONTACTS));
        boolean ascending = true;
        long before = Long.MIN_VALUE;
        ContactLog.Cursor cursor = pair.rows(row);
        while (cursor.next()) {
            if (row.time() >= from) {
                ascending &= row.time() > before;
                before = row.time();
                contacts.add(contact(pair, row));
            }
        }
        if (!ascending) {
            contacts.sort(Comparator.comparing(Contact::event));
        }
        int surplus = Math.max(0, contacts.size() - MAX_CONTACTS);
        long omitted = rows - contacts.size() + surplus;
        for (RunningSums sums : pair.overflow().values()) {
            omitted += sums.connections();
        }
        return new PairHistory(
                pair.device().view(),
                pair.target().destination(),
                surplus == 0 ? contacts : List.copyOf(contacts.subList(surplus, contacts.size())),
                omitted,
                pair.first(row),
                pair.nameCount(),
                pair.nameSample());
    }

    /** Time of the oldest of the newest contacts. */
    private static long newestFrom(Pair pair, ContactRow row) {
        long[] times = new long[pair.rowCount()];
        ContactLog.Cursor cursor = pair.rows(row);
        for (int i = 0; cursor.next(); i++) {
            times[i] = row.time();
        }
        Arrays.sort(times);
        return times[times.length - MAX_CONTACTS];
    }

    private static Contact contact(Pair pair, ContactRow row) {
        return new Contact(
                row.time(),
                row.durationMs(),
                row.bytesSent(),
                row.bytesReceived(),
                row.outcome(),
                row.occurrences(),
                pair.farEnd(row.endpoint()).endpoint(),
                row.leaks(),
                pair.device().firmwareAt(row.time()),
                row.event(pair.device().id()));
    }
}
