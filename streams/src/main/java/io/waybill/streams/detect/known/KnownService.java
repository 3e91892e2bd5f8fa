package io.waybill.streams.detect.known;

import java.util.Locale;
import java.util.Map;

/**
 * A service that phones use by design.
 *
 * @param name what it is, e.g. {@code Push notifications}
 * @param owner whose it is; empty where anybody may run it, as with a clock
 * @param category clock, connectivity-check, push, system-update, platform, vendor-account, vendor-telemetry, app-store, cdn,
 *     ads, analytics, app-backend, dns, local-service, vpn, certificate-check or policy
 * @param source where the entry comes from, as the head of the catalogue explains
 */
public record KnownService(String name, String owner, String category, String source) {

    /** Brands whose owner goes by another name. */
    private static final Map<String, String> BRANDS = Map.of(
            "redmi", "xiaomi",
            "poco", "xiaomi",
            "honor", "huawei",
            "oneplus", "oppo",
            "realme", "oppo",
            "iqoo", "vivo",
            "lenovo", "motorola",
            "nokia", "hmd");

    /** Name and owner in one, for an alert. */
    public String label() {
        return owner.isEmpty() ? name : name + " (" + owner + ")";
    }

    /** Whether a maker of phones runs it for its own phones, and this is not that maker. */
    public boolean ofAnotherMaker(String manufacturer) {
        return switch (category) {
            case "vendor-account", "vendor-telemetry" -> !sameHouse(manufacturer);
            default -> false;
        };
    }

    /** Whether this maker, or the house its brand belongs to, owns the service. */
    boolean sameHouse(String manufacturer) {
        return house(manufacturer).equals(house(owner));
    }

    private static String house(String brand) {
        String first = brand.toLowerCase(Locale.ROOT).strip().split("[ ,]", 2)[0];
        return BRANDS.getOrDefault(first, first);
    }
}
