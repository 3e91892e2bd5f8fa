package io.waybill.streams.resolve;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same facts under the names that the makers of MaxMind DB files give them. */
final class MmdbFields {

    private MmdbFields() {}

    /** ISO 3166-1 alpha-2 of where the address is used, else of where it is registered; or null. */
    static @Nullable String country(Map<?, ?> fields) {
        String code = null;
        for (String name : new String[] {"country", "country_code", "registered_country"}) {
            Object value = fields.get(name);
            value = value instanceof Map<?, ?> nested ? nested.get("iso_code") : value;
            if (code == null && value instanceof String text && text.length() == 2) {
                code = text.toUpperCase(Locale.ROOT);
            }
        }
        return code;
    }

    /** Number of the autonomous system, 0 where there is none. */
    static long asn(Map<?, ?> fields) {
        Object value = fields.get("autonomous_system_number");
        value = value == null ? fields.get("asn") : value;
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String text && text.matches("(?i)AS\\d{1,10}")) {
            return Long.parseLong(text.substring(2));
        }
        return 0;
    }

    /** Name of the autonomous system, or null. */
    static @Nullable String organisation(Map<?, ?> fields) {
        String found = null;
        for (String name : new String[] {"autonomous_system_organization", "as_name", "organization"}) {
            boolean usable = fields.get(name) instanceof String text && !text.isBlank();
            found = found == null && usable ? (String) fields.get(name) : found;
        }
        return found;
    }
}
