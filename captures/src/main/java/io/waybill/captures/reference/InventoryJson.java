package io.waybill.captures.reference;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.text.JsonFields;
import io.waybill.captures.text.LineReader;
import io.waybill.captures.text.Values;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.HashedIdentifier;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An inventory as JSON lines: device profiles with the schema's field names; identifiers are hashes already. */
final class InventoryJson {
    private static final int MAX_LINE = 1024 * 1024;

    private InventoryJson() {}

    static void read(InputStream in, Inventory.Collector collector) throws IOException {
        LineReader lines = new LineReader(in, MAX_LINE);
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            try {
                collector.add(entry(JsonFields.of(lines)), lines.number());
            } catch (BadRecordException e) {
                collector.problem(lines.number(), e.reason());
            }
        }
    }

    private static InventoryEntry entry(JsonFields fields) throws BadRecordException {
        DeviceProfile profile = InventoryEntry.blank(fields.required("deviceId"));
        Instant validFrom = fields.time("validFrom");
        if (validFrom != null) {
            profile.setValidFrom(validFrom);
        }
        profile.setManufacturer(orElse(fields, "manufacturer", profile.getManufacturer()));
        profile.setModel(orElse(fields, "model", profile.getModel()));
        profile.setFirmware(orElse(fields, "firmware", profile.getFirmware()));
        profile.setVariant(fields.text("variant"));
        profile.setOs(fields.text("os"));
        profile.setGroup(fields.text("group"));
        String country = fields.text("homeCountry");
        profile.setHomeCountry(country == null ? null : InventoryEntry.country("homeCountry", country));
        profile.setAddresses(InventoryEntry.addresses(fields.texts("addresses")));
        List<HashedIdentifier> identifiers = new ArrayList<>();
        for (JsonFields identifier : fields.objects("identifiers")) {
            identifiers.add(new HashedIdentifier(identifier.required("kind"), sha256(identifier.required("sha256"))));
        }
        profile.setIdentifiers(identifiers);
        return new InventoryEntry(profile, List.of());
    }

    private static String orElse(JsonFields fields, String field, String otherwise) throws BadRecordException {
        String text = fields.text(field);
        return text == null ? otherwise : text;
    }

    private static String sha256(String text) throws BadRecordException {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new BadRecordException("sha256: '" + Values.shorten(text) + "' is not 64 lower-case hex digits");
        }
        return text;
    }
}
