package io.waybill.captures.reference;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.KnownIdentifiers.Identifier;
import io.waybill.captures.text.Values;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.HashedIdentifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** One device of an inventory: its profile, and its identifiers in clear where the inventory gives them. */
record InventoryEntry(DeviceProfile profile, List<Identifier> identifiers) {
    static {
        AvroTrust.vouch();
    }

    static DeviceProfile blank(String deviceId) {
        return DeviceProfile.newBuilder().setDeviceId(deviceId).build();
    }

    /** Addresses in their one spelling, without repeats. */
    static List<String> addresses(Iterable<String> texts) throws BadRecordException {
        List<String> addresses = new ArrayList<>();
        for (String text : texts) {
            String address = AddressBook.canonical(text);
            if (address == null) {
                throw new BadRecordException(
                        "addresses: '" + Values.shorten(text) + "' is neither a MAC nor an IP address");
            }
            if (!addresses.contains(address)) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    /** A country as ISO 3166-1 alpha-2. */
    static String country(String field, String text) throws BadRecordException {
        String code = text.toUpperCase(Locale.ROOT);
        if (!code.matches("[A-Z]{2}")) {
            throw new BadRecordException(field + ": '" + Values.shorten(text) + "' is no two-letter country code");
        }
        return code;
    }

    static List<HashedIdentifier> hashed(List<Identifier> identifiers) {
        return identifiers.stream()
                .map(identifier -> new HashedIdentifier(identifier.kind(), sha256(identifier.value())))
                .toList();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
