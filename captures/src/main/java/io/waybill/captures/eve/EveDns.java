package io.waybill.captures.eve;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.device.ReportedNames;
import io.waybill.captures.text.JsonFields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a dns record says of its question, in the spellings of version 1 (a record for each answer), 2 and 3 (lists).
 *
 * @param transaction DNS id, as text; empty where the record has none
 * @param answer whether it answers
 * @param question name asked for; null where the record does not say
 * @param type what was asked for, upper case; empty where the record does not say
 * @param failed whether it answers with an error
 */
record EveDns(String transaction, boolean answer, @Nullable String question, String type, boolean failed) {

    static EveDns of(JsonFields part) throws BadRecordException {
        String kind = part.text("type");
        boolean answer = "answer".equals(kind) || "response".equals(kind);
        List<JsonFields> queries = part.objects("queries");
        JsonFields asked = queries.isEmpty() ? part : queries.get(0);
        String type = asked.text("rrtype");
        String code = part.text("rcode");
        String id = part.scalar("id");
        // Version 1 names here what one of the answers is about, which need not be what was asked.
        boolean ofOneAnswer = answer && type != null && part.count("version") < 2;
        return new EveDns(
                id == null ? "" : id,
                answer,
                ofOneAnswer ? null : ReportedNames.of(asked.text("rrname")),
                type == null || ofOneAnswer ? "" : type.toUpperCase(Locale.ROOT),
                code != null && !code.equals("NOERROR"));
    }

    /** Whether no connection follows that would tell the name better, when the question was not answered. */
    boolean tellsUnanswered() {
        return !type.equals("PTR");
    }

    /** The same, when it was answered: tunnels and generated names show in what fails or asks for data. */
    boolean tellsAnswered(boolean failed) {
        return switch (type) {
            case "PTR" -> false;
            case "", "A", "AAAA", "HTTPS", "SVCB" -> failed; // they ask where something is
            default -> true;
        };
    }
}
