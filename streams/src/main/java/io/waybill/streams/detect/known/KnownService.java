package io.waybill.streams.detect.known;

/**
 * A service that phones use by design.
 *
 * @param name what it is, e.g. {@code Push notifications}
 * @param owner whose it is; empty where anybody may run it, as with a clock
 * @param category clock, connectivity-check, push, system-update, platform, vendor-account, vendor-telemetry, app-store, cdn,
 *     ads, analytics, app-backend, dns, local-service, lan-service, vpn, certificate-check or policy
 * @param source where the entry comes from, as the head of the catalogue explains
 */
public record KnownService(String name, String owner, String category, String source) {

    /** Name and owner in one, for an alert. */
    public String label() {
        return owner.isEmpty() ? name : name + " (" + owner + ")";
    }
}
