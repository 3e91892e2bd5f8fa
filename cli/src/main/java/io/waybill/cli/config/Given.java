package io.waybill.cli.config;

/**
 * A setting as somebody gave it.
 *
 * @param text as written
 * @param origin who gave it, e.g. {@code waybill.properties} or {@code environment WAYBILL_KAFKA_BOOTSTRAP_SERVERS}
 */
public record Given(String text, String origin) {

    @Override
    public String toString() {
        return "given by " + origin;
    }
}
