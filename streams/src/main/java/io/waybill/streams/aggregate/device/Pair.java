package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One device at one destination: its cells by window, the far ends it met, and what was last found about it. */
final class Pair {

    static final int MAX_ENDPOINTS = 1_024;
    static final int MAX_CONTACTS_EXAMINED = 2_000;

    private final DeviceState device;
    private final Destination destination;
    private final TreeMap<Long, ContactCell> cells = new TreeMap<>();
    private final EndpointTable endpoints = new EndpointTable(MAX_ENDPOINTS);
    private final NameSample names = new NameSample();
    private long findingsHash;
    private boolean changed;

    Pair(DeviceState device, Destination destination) {
        this.device = device;
        this.destination = destination;
    }

    DeviceState device() {
        return device;
    }

    Destination destination() {
        return destination;
    }

    EndpointTable endpoints() {
        return endpoints;
    }

    Collection<ContactCell> cells() {
        return cells.values();
    }

    @Nullable
    ContactCell cellAt(long window) {
        return cells.get(window);
    }

    void put(ContactCell cell) {
        cells.put(cell.window(), cell);
    }

    void removeCell(long window) {
        cells.remove(window);
    }

    /** Removes and returns the cells before a window. */
    List<ContactCell> takeBefore(long window) {
        List<ContactCell> old = new ArrayList<>(cells.headMap(window).values());
        cells.headMap(window).clear();
        return old;
    }

    int place(Endpoint endpoint) {
        int before = endpoints.all().size();
        int index = endpoints.place(endpoint);
        changed |= endpoints.all().size() != before;
        if (endpoint.host() != null) {
            changed |= names.add(endpoint.host());
        }
        return index;
    }

    /** Hash over the findings last sent; 0 when there were none. */
    long findingsHash() {
        return findingsHash;
    }

    void findingsHash(long hash) {
        changed |= hash != findingsHash;
        findingsHash = hash;
    }

    /** Builds the device ran at any contact with the destination. */
    TreeSet<String> firmwares() {
        TreeSet<String> all = new TreeSet<>();
        cells.values().forEach(cell -> all.addAll(cell.firmwares()));
        return all;
    }

    /** Apps that made any of the contacts. */
    TreeSet<String> apps() {
        TreeSet<String> all = new TreeSet<>();
        for (Endpoint endpoint : endpoints.all()) {
            if (endpoint.app() != null) {
                all.add(endpoint.app());
            }
        }
        return all;
    }

    /** The first and the last event that fall to a build, or to any where {@code firmware} is null; sorted. */
    List<EventRef> firstAndLast(@Nullable String firmware) {
        EventRef first = edge(cells.values(), firmware, Comparator.naturalOrder());
        EventRef last = edge(cells.descendingMap().values(), firmware, Comparator.reverseOrder());
        if (first == null || last == null) {
            return List.of();
        }
        return first.equals(last) ? List.of(first) : List.of(first, last);
    }

    private @Nullable EventRef edge(
            Collection<ContactCell> ordered, @Nullable String firmware, Comparator<EventRef> order) {
        for (ContactCell cell : ordered) {
            if (firmware != null && !cell.firmwares().contains(firmware)) {
                continue;
            }
            EventRef best = null;
            for (ContactRow row : cell.log().toList()) {
                boolean counts =
                        firmware == null || device.firmwareAt(row.time()).equals(firmware);
                if (counts && (best == null || order.compare(row.event(), best) < 0)) {
                    best = row.event();
                }
            }
            if (best != null) {
                return best;
            }
        }
        return null;
    }

    /** What the device-side detectors are shown: the newest contacts within the bound. */
    PairHistory history() {
        List<ContactRow> newest = new ArrayList<>();
        long omitted = 0;
        for (ContactCell cell : cells.descendingMap().values()) {
            omitted += cell.overflow().connections();
            if (newest.size() >= MAX_CONTACTS_EXAMINED) {
                omitted += cell.log().rows();
            } else {
                newest.addAll(cell.log().toList());
            }
        }
        newest.sort(Comparator.comparing(ContactRow::event));
        int surplus = Math.max(0, newest.size() - MAX_CONTACTS_EXAMINED);
        List<Contact> contacts = new ArrayList<>(newest.size() - surplus);
        newest.subList(surplus, newest.size()).forEach(row -> contacts.add(contact(row)));
        return new PairHistory(
                device.view(), destination, contacts, omitted + surplus, firstEvent(), names.count(), names.sample());
    }

    private EventRef firstEvent() {
        return Objects.requireNonNull(edge(cells.values(), null, Comparator.naturalOrder()), "a pair has a contact");
    }

    private Contact contact(ContactRow row) {
        return new Contact(
                row.time(),
                row.durationMs(),
                row.bytesSent(),
                row.bytesReceived(),
                row.outcome(),
                row.occurrences(),
                endpoints.get(row.endpoint()),
                row.leaks(),
                device.firmwareAt(row.time()),
                row.event());
    }

    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(128);
        endpoints.writeTo(out);
        names.writeTo(out);
        out.int64(findingsHash);
        return out.toBytes();
    }

    void restore(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        endpoints.restore(in);
        names.restore(in);
        findingsHash = in.int64();
    }
}
