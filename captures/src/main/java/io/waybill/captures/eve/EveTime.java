package io.waybill.captures.eve;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.text.Values;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Times as Suricata writes them: ISO-8601 with an offset without colon. */
final class EveTime {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private EveTime() {}

    static long millis(String field, String text) throws BadRecordException {
        try {
            long millis = OffsetDateTime.parse(text, FORM).toInstant().toEpochMilli();
            return Values.time(field, millis).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) { // years of nine digits have no milliseconds
            throw new BadRecordException(field + ": '" + Values.shorten(text) + "' is no time");
        }
    }
}
