package io.waybill.console.api;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How an answer is written. */
public enum AnswerFormat {
    JSON("application/json; charset=utf-8"),
    CSV("text/csv; charset=utf-8"),
    PARQUET("application/vnd.apache.parquet");

    private final String contentType;

    AnswerFormat(String contentType) {
        this.contentType = contentType;
    }

    /** Media type. */
    public String contentType() {
        return contentType;
    }

    /** The format of that name; JSON where none is named. */
    public static AnswerFormat of(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return JSON;
        }
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.bad(
                        "not a format",
                        "format",
                        Arrays.stream(values()).map(AnswerFormat::extension).toList()));
    }

    /** Name in URLs and at the end of file names. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }
}
