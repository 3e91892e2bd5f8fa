package io.waybill.captures.reference;

import io.waybill.captures.InputProblem;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.ProblemSink;
import io.waybill.captures.input.ByteOrderMark;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceProfile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The devices of the fleet, from a CSV file or from JSON lines of device profiles. Immutable.
 *
 * <p>Identifiers (IMEI and the like) are hashed in the profiles; in clear they stay within {@link #identifiers()}.
 */
public final class Inventory {
    static {
        AvroTrust.vouch();
    }

    /** No devices. */
    public static final Inventory EMPTY = new Inventory(Map.of());

    private final Map<String, InventoryEntry> entries;

    Inventory(Map<String, InventoryEntry> entries) {
        this.entries = entries;
    }

    /**
     * Reads a file; CSV or JSON lines, as its first character says. A broken line, a device that was there before and an
     * address that another device has are problems; the first one is kept.
     */
    public static Inventory read(Path file, ProblemSink problems) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(in, file.toString(), problems);
        }
    }

    /** Reads a stream; {@code name} is what problems call it. */
    public static Inventory read(InputStream in, String name, ProblemSink problems) throws IOException {
        InputStream marked = in.markSupported() ? in : new BufferedInputStream(in);
        ByteOrderMark.skip(marked);
        marked.mark(1);
        int first = marked.read();
        marked.reset();
        Collector collector = new Collector(name, problems);
        if (first == '{') {
            InventoryJson.read(marked, collector);
        } else {
            InventoryCsv.read(marked, collector);
        }
        return new Inventory(collector.entries);
    }

    /** Writes devices as CSV, with those identifiers that are known in clear. */
    public static void writeCsv(List<DeviceProfile> devices, KnownIdentifiers identifiers, Writer out)
            throws IOException {
        InventoryCsv.write(devices, identifiers, out);
    }

    /** The devices in the order of the file. */
    public List<DeviceProfile> profiles() {
        return entries.values().stream()
                .map(entry -> DeviceProfile.newBuilder(entry.profile()).build())
                .toList();
    }

    /** A new book that names these devices by id, serial and address; it learns leases on its own. */
    public AddressBook addressBook() {
        AddressBook book = new AddressBook();
        for (InventoryEntry entry : entries.values()) {
            book.add(entry.profile());
            entry.identifiers().stream()
                    .filter(identifier -> identifier.kind().equals("SERIAL"))
                    .forEach(serial ->
                            book.addName(serial.value(), entry.profile().getDeviceId()));
        }
        return book;
    }

    /** The identifiers in clear; none where the inventory gives hashes only. */
    public KnownIdentifiers identifiers() {
        return deviceId -> {
            InventoryEntry entry = entries.get(deviceId);
            return entry == null ? List.of() : entry.identifiers();
        };
    }

    /** Takes entries as they are read, and keeps the first of two. */
    static final class Collector {
        private final String name;
        private final ProblemSink problems;
        private final Map<String, InventoryEntry> entries = new LinkedHashMap<>();
        private final Map<String, String> owners = new HashMap<>();

        Collector(String name, ProblemSink problems) {
            this.name = name;
            this.problems = problems;
        }

        void add(InventoryEntry entry, long line) {
            String device = entry.profile().getDeviceId();
            if (entries.putIfAbsent(device, entry) != null) {
                problem(line, "device " + device + " is listed before; the first entry is kept");
                return;
            }
            entry.profile()
                    .setAddresses(entry.profile().getAddresses().stream()
                            .filter(address -> isFree(address, device, line))
                            .toList());
        }

        private boolean isFree(String address, String device, long line) {
            String owner = owners.putIfAbsent(address, device);
            if (owner != null && !owner.equals(device)) {
                problem(
                        line,
                        "address " + address + " of " + device + " is listed for " + owner + " before; left there");
                return false;
            }
            return true;
        }

        void problem(long line, String reason) {
            problems.accept(
                    line == 0
                            ? new InputProblem(name, "file", 0, reason)
                            : new InputProblem(name, "line", line, reason));
        }
    }
}
