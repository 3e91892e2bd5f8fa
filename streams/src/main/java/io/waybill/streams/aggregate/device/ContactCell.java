package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Sums;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one device did at one destination in one window. Up to {@code limit} contacts are kept one by one; of more than that,
 * the earliest are, and the others are kept as sums that count for the firmware at the window's begin.
 */
final class ContactCell {

    private static final Comparator<ContactRow> BY_EVENT = Comparator.comparing(ContactRow::event);

    private final Pair pair;
    private final long window;
    private final ContactLog log;
    private final TreeSet<String> firmwares = new TreeSet<>();
    private Sums overflow = Sums.NONE;

    ContactCell(Pair pair, long window, SourceTable sources) {
        this.pair = pair;
        this.window = window;
        this.log = new ContactLog(pair.device().id(), window, sources);
    }

    private ContactCell(Pair pair, long window, ContactLog log, Sums overflow) {
        this.pair = pair;
        this.window = window;
        this.log = log;
        this.overflow = overflow;
    }

    Pair pair() {
        return pair;
    }

    long window() {
        return window;
    }

    ContactLog log() {
        return log;
    }

    /** Contacts that are no longer kept one by one. */
    Sums overflow() {
        return overflow;
    }

    /** Takes over what another cell keeps as sums. */
    void absorb(Sums sums) {
        overflow = overflow.plus(sums);
    }

    /** Firmware builds that contacts of this cell fall to. */
    TreeSet<String> firmwares() {
        return firmwares;
    }

    boolean contains(String eventId) {
        return log.contains(eventId);
    }

    void add(ContactRow row, int limit, ByteWriter scratch) {
        if (log.rows() < limit) {
            log.append(row, scratch);
            return;
        }
        List<ContactRow> rows = log.toList();
        ContactRow latest = rows.stream().max(BY_EVENT).orElseThrow();
        if (BY_EVENT.compare(row, latest) >= 0) {
            overflow = overflow.plus(sumOf(row));
            return;
        }
        overflow = overflow.plus(sumOf(latest));
        log.clear();
        rows.stream().filter(each -> each != latest).forEach(each -> log.append(each, scratch));
        log.append(row, scratch);
    }

    /** Finds out anew which firmware builds the contacts fall to; needed when the device's history changed. */
    void attribute() {
        firmwares.clear();
        log.forEach(row -> firmwares.add(pair.device().firmwareAt(row.time())));
        if (!overflow.isNone()) {
            firmwares.add(pair.device().firmwareAt(window));
        }
    }

    /** Sums over the contacts that fall to this build; they count as one device. */
    Sums sums(String firmware) {
        Accumulator total = new Accumulator();
        log.forEach(row -> {
            if (firmwares.size() == 1 || pair.device().firmwareAt(row.time()).equals(firmware)) {
                total.add(row, pair.endpoints().get(row.endpoint()));
            }
        });
        Sums sums = total.toSums();
        boolean withOverflow =
                !overflow.isNone() && pair.device().firmwareAt(window).equals(firmware);
        return withOverflow ? asOneDevice(sums.plus(overflow)) : sums;
    }

    private Sums sumOf(ContactRow row) {
        Accumulator single = new Accumulator();
        single.add(row, pair.endpoints().get(row.endpoint()));
        return single.toSums();
    }

    private static Sums asOneDevice(Sums sums) {
        return new Sums(
                sums.connections(),
                sums.failed(),
                sums.bytesSent(),
                sums.bytesReceived(),
                sums.packetsSent(),
                sums.packetsReceived(),
                1,
                sums.firstSeen(),
                sums.lastSeen(),
                sums.places());
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(64);
        log.writeTo(out);
        PartCodec.sums(out, overflow);
        return out.toBytes();
    }

    static ContactCell restore(Pair pair, long window, SourceTable sources, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        byte[] rows = in.block();
        ContactLog log = new ContactLog(pair.device().id(), window, sources, rows, rows.length);
        return new ContactCell(pair, window, log, PartCodec.sums(in));
    }

    /** Adds rows up without an object for each. */
    private static final class Accumulator {
        private long connections;
        private long failed;
        private long bytesSent;
        private long bytesReceived;
        private long packetsSent;
        private long packetsReceived;
        private long firstSeen = Long.MAX_VALUE;
        private long lastSeen = Long.MIN_VALUE;
        private final SortedMap<String, Long> places = new TreeMap<>();

        void add(ContactRow row, Endpoint endpoint) {
            connections += row.occurrences();
            failed += row.failed() ? row.occurrences() : 0;
            bytesSent += row.bytesSent();
            bytesReceived += row.bytesReceived();
            packetsSent += row.packetsSent();
            packetsReceived += row.packetsReceived();
            firstSeen = Math.min(firstSeen, row.time());
            lastSeen = Math.max(lastSeen, row.time());
            String country = endpoint.country() == null ? "-" : endpoint.country();
            places.merge(country + "/" + endpoint.asn(), (long) row.occurrences(), Long::sum);
        }

        Sums toSums() {
            if (connections == 0) {
                return Sums.NONE;
            }
            return new Sums(
                    connections,
                    failed,
                    bytesSent,
                    bytesReceived,
                    packetsSent,
                    packetsReceived,
                    1,
                    firstSeen,
                    lastSeen,
                    places);
        }
    }
}
