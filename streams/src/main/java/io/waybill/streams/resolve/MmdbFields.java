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
            boolean isCode = value instanceof String text && text.length() == 2;
            code = code == null && isCode ? ((String) value).toUpperCase(Locale.ROOT) : code;
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
        boolean written = value instanceof String text && text.matches("(?i)AS\\d{1,10}");
        return written ? Long.parseLong(((String) value).substring(2)) : 0;
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
