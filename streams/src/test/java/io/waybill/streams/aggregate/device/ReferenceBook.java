package io.waybill.streams.aggregate.device;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Fleet.Activity;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a {@link DeviceBook} has to say in the end, worked out from all that came in the simplest way there is: the events in a
 * list, and every answer by going over all of them.
 */
final class ReferenceBook {

    private record Event(DeviceConnection connection, Destination destination, Location location) {
        long time() {
            return connection.getTime().toEpochMilli();
        }

        EventRef ref() {
            return new EventRef(
                    connection.getCapture(),
                    connection.getPosition(),
                    connection.getEventId(),
                    time(),
                    connection.getDeviceId());
        }

        Contact contact(String firmware) {
            return new Contact(
                    time(),
                    connection.getDurationMs(),
                    connection.getBytesSent(),
                    connection.getBytesReceived(),
                    connection.getOutcome(),
                    connection.getOccurrences(),
                    new Contact.Endpoint(
                            connection.getHost(),
                            null,
                            connection.getRemotePort(),
                            connection.getTransport(),
                            connection.getProtocol(),
                            connection.getApp(),
                            location.country(),
                            location.asn()),
                    connection.getLeaks(),
                    firmware,
                    ref());
        }
    }

    private static final Comparator<Event> BY_EVENT = Comparator.comparingLong(Event::time)
            .thenComparing(event -> event.connection().getEventId());

    private final BookSettings settings;
    private final List<Event> events = new ArrayList<>();
    private final Set<String> identities = new HashSet<>();
    private final Map<String, DeviceProfile> profiles = new HashMap<>();
    private final Map<String, TreeMap<Long, String>> reported = new HashMap<>();
    private final Map<String, TreeMap<Long, String>> installed = new HashMap<>();

    ReferenceBook(BookSettings settings) {
        this.settings = settings;
    }

    void apply(DeviceConnection event, Destination destination, Location location) {
        String identity = event.getDeviceId()
                + ' '
                + destination.name()
                + ' '
                + settings.windowOf(event.getTime().toEpochMilli())
                + ' '
                + event.getEventId();
        if (identities.add(identity)) {
            events.add(new Event(event, destination, location));
        }
    }

    void apply(DeviceProfile profile) {
        profiles.put(profile.getDeviceId(), profile);
        reported.computeIfAbsent(profile.getDeviceId(), any -> new TreeMap<>())
                .put(profile.getValidFrom().toEpochMilli(), profile.getFirmware());
    }

    void apply(DeviceLifecycle lifecycle) {
        if (lifecycle.getKind() == LifecycleKind.FIRMWARE_INSTALLED) {
            installed
                    .computeIfAbsent(lifecycle.getDeviceId(), any -> new TreeMap<>())
                    .put(lifecycle.getTime().toEpochMilli(), String.valueOf(lifecycle.getFirmware()));
        }
    }

    void forgetProfile(String device) {
        profiles.remove(device);
        reported.remove(device);
    }

    private String firmware(String device, long time) {
        TreeMap<Long, String> all = new TreeMap<>(reported.getOrDefault(device, new TreeMap<>()));
        all.putAll(installed.getOrDefault(device, new TreeMap<>()));
        Map.Entry<Long, String> at = all.floorEntry(time);
        return at == null ? "unknown" : at.getValue();
    }

    private String model(String device) {
        DeviceProfile profile = profiles.get(device);
        return profile == null ? "unknown unknown" : profile.getManufacturer() + " " + profile.getModel();
    }

    /** Where an event counts: the destination itself, or {@code other} when the device has too many with smaller hashes. */
    private Map<Event, String> places() {
        Map<String, TreeMap<Long, String>> byDevice = new HashMap<>();
        for (Event event : events) {
            byDevice.computeIfAbsent(event.connection().getDeviceId(), any -> new TreeMap<>())
                    .put(
                            StableHash.of(event.destination().name()),
                            event.destination().name());
        }
        Map<Event, String> places = new HashMap<>();
        for (Event event : events) {
            TreeMap<Long, String> known = byDevice.get(event.connection().getDeviceId());
            List<String> kept =
                    known.values().stream().limit(settings.maxDestinations()).toList();
            String name = event.destination().name();
            places.put(event, kept.contains(name) ? name : "other");
        }
        return places;
    }

    /** The time that says which build an event counts for: its own, or its window's begin where the window is full. */
    private Map<Event, Long> attributed(Map<Event, String> places) {
        Map<String, List<Event>> cells = new TreeMap<>();
        for (Event event : events) {
            String cell = event.connection().getDeviceId()
                    + '\t'
                    + places.get(event)
                    + '\t'
                    + settings.windowOf(event.time());
            cells.computeIfAbsent(cell, any -> new ArrayList<>()).add(event);
        }
        Map<Event, Long> times = new HashMap<>();
        for (List<Event> of : cells.values()) {
            of.sort(BY_EVENT);
            for (int i = 0; i < of.size(); i++) {
                Event event = of.get(i);
                times.put(event, i < settings.maxContactsPerCell() ? event.time() : settings.windowOf(event.time()));
            }
        }
        return times;
    }

    /** The rows as text: cohort, destination and window, with their sums. */
    TreeMap<String, String> rows() {
        Map<Event, String> places = places();
        Map<Event, Long> times = attributed(places);
        Map<String, List<Event>> rows = new TreeMap<>();
        for (Event event : events) {
            String device = event.connection().getDeviceId();
            String row = model(device)
                    + ' '
                    + firmware(device, times.get(event))
                    + ' '
                    + places.get(event)
                    + ' '
                    + settings.windowOf(event.time());
            rows.computeIfAbsent(row, any -> new ArrayList<>()).add(event);
        }
        TreeMap<String, String> sums = new TreeMap<>();
        rows.forEach((row, of) -> sums.put(row, sums(of)));
        return sums;
    }

    private static String sums(List<Event> events) {
        long connections = 0;
        long failed = 0;
        long sent = 0;
        long received = 0;
        long packets = 0;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        Set<String> devices = new HashSet<>();
        TreeMap<String, Long> places = new TreeMap<>();
        for (Event event : events) {
            DeviceConnection each = event.connection();
            connections += each.getOccurrences();
            boolean isFailed = each.getOutcome() == Outcome.UNANSWERED || each.getOutcome() == Outcome.REJECTED;
            failed += isFailed ? each.getOccurrences() : 0;
            sent += each.getBytesSent();
            received += each.getBytesReceived();
            packets += each.getPacketsSent() + each.getPacketsReceived();
            first = Math.min(first, event.time());
            last = Math.max(last, event.time());
            devices.add(each.getDeviceId());
            String country =
                    event.location().country() == null ? "-" : event.location().country();
            places.merge(country + "/" + event.location().asn(), (long) each.getOccurrences(), Long::sum);
        }
        return connections + " " + failed + " " + sent + " " + received + " " + packets + " " + devices.size() + " "
                + first + " " + last + " " + places;
    }

    /** Who was active, as text: cohort and window, with devices and events. */
    TreeMap<String, String> active() {
        Map<Event, Long> times = attributed(places());
        TreeMap<String, TreeSet<String>> devices = new TreeMap<>();
        TreeMap<String, Long> counts = new TreeMap<>();
        for (Event event : events) {
            String device = event.connection().getDeviceId();
            long window = settings.windowOf(event.time());
            for (String cohort : List.of(model(device), model(device) + ' ' + firmware(device, times.get(event)))) {
                devices.computeIfAbsent(cohort + ' ' + window, any -> new TreeSet<>())
                        .add(device);
                counts.merge(cohort + ' ' + window, (long) event.connection().getOccurrences(), Long::sum);
            }
        }
        TreeMap<String, String> active = new TreeMap<>();
        counts.forEach((key, count) -> active.put(key, devices.get(key).size() + " " + count));
        return active;
    }

    /** Which cohorts reached what, as text: destination and cohort, with devices, first and last time, and evidence. */
    TreeMap<String, String> reach() {
        Map<Event, String> places = places();
        TreeMap<String, TreeMap<String, TreeSet<EventRef>>> by = new TreeMap<>();
        for (Event event : events) {
            String device = event.connection().getDeviceId();
            for (String cohort : List.of(model(device), model(device) + ' ' + firmware(device, event.time()))) {
                by.computeIfAbsent(places.get(event) + ' ' + cohort, any -> new TreeMap<>())
                        .computeIfAbsent(device, any -> new TreeSet<>())
                        .add(event.ref());
            }
        }
        TreeMap<String, String> reach = new TreeMap<>();
        by.forEach((key, of) -> {
            TreeSet<EventRef> edges = new TreeSet<>();
            of.values().forEach(each -> edges.addAll(List.of(each.first(), each.last())));
            TreeSet<EventRef> evidence = new TreeSet<>();
            edges.stream().limit(2).forEach(evidence::add);
            edges.descendingSet().stream().limit(2).forEach(evidence::add);
            reach.put(
                    key,
                    of.size() + " " + edges.first().time() + " " + edges.last().time() + " " + evidence);
        });
        return reach;
    }

    /** Who there was, as text: cohort, with devices, those that were reset while they were watched, and when. */
    TreeMap<String, String> cohorts() {
        Map<Event, Long> times = attributed(places());
        TreeMap<String, Activity> cohorts = new TreeMap<>();
        events.stream()
                .map(event -> event.connection().getDeviceId())
                .distinct()
                .forEach(device -> {
                    TreeMap<String, TreeSet<Long>> windows = new TreeMap<>();
                    TreeSet<Long> all = new TreeSet<>();
                    for (Event event : events) {
                        if (event.connection().getDeviceId().equals(device)) {
                            all.add(event.time());
                            windows.computeIfAbsent(firmware(device, times.get(event)), any -> new TreeSet<>())
                                    .add(settings.windowOf(event.time()));
                        }
                    }
                    boolean reset = installed.getOrDefault(device, new TreeMap<>()).keySet().stream()
                            .anyMatch(time -> time > all.first() && time <= all.last());
                    add(cohorts, model(device), new Activity(1, reset ? 1 : 0, all.first(), all.last()));
                    windows.forEach((build, in) -> add(
                            cohorts,
                            model(device) + ' ' + build,
                            new Activity(
                                    1,
                                    reset ? 1 : 0,
                                    Math.max(in.first(), all.first()),
                                    Math.max(in.last(), all.first()))));
                });
        TreeMap<String, String> told = new TreeMap<>();
        cohorts.forEach((cohort, each) -> told.put(cohort, each.toString()));
        return told;
    }

    private static void add(TreeMap<String, Activity> cohorts, String cohort, Activity one) {
        cohorts.merge(
                cohort,
                one,
                (a, b) -> new Activity(
                        a.devices() + b.devices(),
                        a.resetDevices() + b.resetDevices(),
                        Math.min(a.firstSeen(), b.firstSeen()),
                        Math.max(a.lastSeen(), b.lastSeen())));
    }

    /** The contacts of each device at each destination, in their order. */
    TreeMap<String, List<Contact>> contacts() {
        Map<Event, String> places = places();
        TreeMap<String, List<Contact>> contacts = new TreeMap<>();
        events.stream().sorted(BY_EVENT).forEach(event -> {
            String device = event.connection().getDeviceId();
            contacts.computeIfAbsent(device + ' ' + places.get(event), any -> new ArrayList<>())
                    .add(event.contact(firmware(device, event.time())));
        });
        return contacts;
    }
}
