package io.waybill.captures.reference;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.KnownIdentifiers.Identifier;
import io.waybill.captures.own.CsvCells;
import io.waybill.captures.text.Values;
import io.waybill.schemas.DeviceProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An inventory as CSV: a header row with these columns in any order; only {@code device_id} must be there. */
final class InventoryCsv {
    private static final List<String> COLUMNS = List.of(
            "device_id", "manufacturer", "model", "variant", "firmware", "os", "home_country", "group", "addresses");

    /** Column names and the kinds of identifier they hold. */
    private static final Map<String, String> IDENTIFIERS = identifiers();

    private InventoryCsv() {}

    private static Map<String, String> identifiers() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("imei", "IMEI");
        kinds.put("imsi", "IMSI");
        kinds.put("serial", "SERIAL");
        kinds.put("phone_number", "PHONE_NUMBER");
        kinds.put("mac", "MAC");
        kinds.put("advertising_id", "ADVERTISING_ID");
        return kinds;
    }

    static void read(InputStream in, Inventory.Collector collector) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(in)) {
            read(csv.iterator(), collector);
        } catch (CsvParseException e) {
            collector.problem(0, "not readable as CSV from here on: " + e.getMessage());
        }
    }

    private static void read(Iterator<CsvRecord> rows, Inventory.Collector collector) {
        if (!rows.hasNext()) {
            collector.problem(0, "empty; a header row with at least device_id is expected");
            return;
        }
        CsvRecord header = rows.next();
        List<String> titles = header.getFields().stream().map(String::strip).toList();
        if (!titles.contains("device_id")) {
            collector.problem(
                    header.getStartingLineNumber(),
                    "no column device_id; known columns are " + String.join(", ", COLUMNS) + ", "
                            + String.join(", ", IDENTIFIERS.keySet()));
            return;
        }
        for (String title : titles) {
            if (!COLUMNS.contains(title) && !IDENTIFIERS.containsKey(title)) {
                collector.problem(
                        header.getStartingLineNumber(),
                        "column '" + Values.shorten(title) + "' is not known and left out");
            }
        }
        while (rows.hasNext()) {
            CsvRecord row = rows.next();
            try {
                collector.add(entry(titles, row), row.getStartingLineNumber());
            } catch (BadRecordException e) {
                collector.problem(row.getStartingLineNumber(), e.reason());
            }
        }
    }

    private static InventoryEntry entry(List<String> titles, CsvRecord row) throws BadRecordException {
        if (row.getFieldCount() != titles.size()) {
            throw new BadRecordException(row.getFieldCount() + " cells under a header of " + titles.size());
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < titles.size(); i++) {
            String cell = CsvCells.restore(Values.text(titles.get(i), row.getField(i)))
                    .strip();
            if (!cell.isEmpty()) {
                cells.put(titles.get(i), cell);
            }
        }
        String deviceId = cells.get("device_id");
        if (deviceId == null) {
            throw new BadRecordException("device_id is empty");
        }
        List<Identifier> identifiers = new ArrayList<>();
        IDENTIFIERS.forEach((column, kind) -> {
            String value = cells.get(column);
            if (value != null) {
                identifiers.add(new Identifier(kind, value));
            }
        });
        DeviceProfile profile = InventoryEntry.blank(deviceId);
        profile.setManufacturer(cells.getOrDefault("manufacturer", profile.getManufacturer()));
        profile.setModel(cells.getOrDefault("model", profile.getModel()));
        profile.setFirmware(cells.getOrDefault("firmware", profile.getFirmware()));
        profile.setVariant(cells.get("variant"));
        profile.setOs(cells.get("os"));
        profile.setGroup(cells.get("group"));
        String country = cells.get("home_country");
        profile.setHomeCountry(country == null ? null : InventoryEntry.country("home_country", country));
        profile.setAddresses(InventoryEntry.addresses(addressCells(cells)));
        profile.setIdentifiers(InventoryEntry.hashed(identifiers));
        return new InventoryEntry(profile, identifiers);
    }

    private static List<String> addressCells(Map<String, String> cells) {
        List<String> texts = new ArrayList<>();
        Arrays.stream(cells.getOrDefault("addresses", "").split("[\\s;]+"))
                .filter(text -> !text.isEmpty())
                .forEach(texts::add);
        String mac = cells.get("mac");
        if (mac != null) {
            texts.add(mac);
        }
        return texts;
    }

    static void write(List<DeviceProfile> devices, KnownIdentifiers identifiers, Writer out) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
            List<String> titles = new ArrayList<>(COLUMNS);
            titles.addAll(IDENTIFIERS.keySet());
            csv.writeRecord(titles);
            for (DeviceProfile device : devices) {
                csv.writeRecord(cells(device, identifiers.of(device.getDeviceId())));
            }
        }
    }

    private static List<String> cells(DeviceProfile device, List<Identifier> identifiers) {
        List<String> cells = new ArrayList<>();
        cells.add(cell(device.getDeviceId()));
        cells.add(cell(device.getManufacturer()));
        cells.add(cell(device.getModel()));
        cells.add(cell(device.getVariant()));
        cells.add(cell(device.getFirmware()));
        cells.add(cell(device.getOs()));
        cells.add(cell(device.getHomeCountry()));
        cells.add(cell(device.getGroup()));
        cells.add(cell(String.join(" ", device.getAddresses())));
        for (String kind : IDENTIFIERS.values()) {
            cells.add(identifiers.stream()
                    .filter(identifier -> identifier.kind().equals(kind))
                    .map(identifier -> cell(identifier.value()))
                    .findFirst()
                    .orElse(""));
        }
        return cells;
    }

    private static String cell(@Nullable String text) {
        return text == null ? "" : CsvCells.neutralise(text);
    }
}
