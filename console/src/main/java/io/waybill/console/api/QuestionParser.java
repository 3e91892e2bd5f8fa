package io.waybill.console.api;

import io.waybill.console.compare.Verdict;
import io.waybill.console.feed.CaseNames;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a question from the query parameters of a URL, and refuses what it does not know instead of ignoring it. */
public final class QuestionParser {

    /** Most rows in a JSON answer. */
    public static final int MAX_PAGE = 1_000;

    /** Most rows in an export. */
    public static final int MAX_EXPORT = 1_000_000;

    private static final int MAX_FILTER_CHARS = 1_000;
    private static final int MAX_OFFSET = 10_000_000;
    private static final List<String> COMMON =
            List.of("case", "from", "to", "sort", "order", "limit", "offset", "format");
    private static final List<String> SEVERITIES = List.of("informational", "low", "medium", "high", "critical");

    private static final Map<String, List<String>> CHOICES = Map.of(
            "severity", SEVERITIES,
            "level", List.of("device", "app", "firmware", "model", "manufacturer", "fleet"),
            "kind", List.of("site", "network", "local", "other"),
            "by", List.of("all", "model", "firmware", "manufacturer", "destination", "country", "network"),
            "group", List.of("detector", "destination", "model", "subject", "severity"),
            "change", Arrays.stream(Verdict.values()).map(Verdict::word).toList(),
            "retracted", List.of("true", "false"),
            "suppressed", List.of("true", "false"));

    private QuestionParser() {}

    /**
     * The question.
     *
     * @param filters names of the filters that are allowed
     * @param parameters of the URL, one value each
     * @param format of the answer; decides how many rows it may have
     * @throws Refusal that says what is allowed
     */
    public static Question parse(List<String> filters, Map<String, String> parameters, AnswerFormat format) {
        List<String> known = new ArrayList<>(COMMON);
        known.addAll(filters);
        Map<String, String> chosen = new HashMap<>();
        parameters.forEach((name, value) -> {
            if (!known.contains(name)) {
                throw Refusal.bad("unknown parameter", name, known);
            }
            if (filters.contains(name) && !value.isEmpty()) {
                chosen.put(name, filter(name, value));
            }
        });
        int most = format == AnswerFormat.JSON ? MAX_PAGE : MAX_EXPORT;
        int usual = format == AnswerFormat.JSON ? Question.DEFAULT_LIMIT : MAX_EXPORT;
        return new Question(
                caseName(parameters.get("case")),
                time("from", parameters.get("from"), Question.BEGINNING),
                time("to", parameters.get("to"), Question.END),
                Map.copyOf(chosen),
                parameters.get("sort"),
                descending(parameters.get("order")),
                number("limit", parameters.get("limit"), usual, 1, most),
                number("offset", parameters.get("offset"), 0, 0, MAX_OFFSET));
    }

    private static String filter(String name, String value) {
        if (value.length() > MAX_FILTER_CHARS) {
            throw Refusal.bad("longer than " + MAX_FILTER_CHARS + " characters", name, List.of());
        }
        List<String> choices = CHOICES.get(name);
        if (choices == null) {
            return value;
        }
        String choice = value.toLowerCase(Locale.ROOT);
        if (!choices.contains(choice)) {
            throw Refusal.bad("not one of the values it can have", name, choices);
        }
        return choice;
    }

    private static String caseName(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return Question.LIVE;
        }
        if (!CaseNames.isValid(value)) {
            throw Refusal.bad("no case can be called that: " + CaseNames.RULE, "case", List.of());
        }
        return value;
    }

    private static boolean descending(@Nullable String value) {
        if (value == null || value.equals("desc")) {
            return true;
        }
        if (value.equals("asc")) {
            return false;
        }
        throw Refusal.bad("not one of the values it can have", "order", List.of("asc", "desc"));
    }

    private static Instant time(String name, @Nullable String value, Instant usual) {
        if (value == null || value.isEmpty()) {
            return usual;
        }
        try {
            Instant time =
                    value.matches("-?\\d{1,15}") ? Instant.ofEpochMilli(Long.parseLong(value)) : Instant.parse(value);
            return time.isBefore(Question.BEGINNING)
                    ? Question.BEGINNING
                    : time.isAfter(Question.END) ? Question.END : time;
        } catch (DateTimeException e) {
            throw Refusal.bad(
                    "not a time", name, List.of("2026-11-22T14:00:00Z", "milliseconds since 1970-01-01T00:00:00Z"));
        }
    }

    private static int number(String name, @Nullable String value, int usual, int least, int most) {
        if (value == null || value.isEmpty()) {
            return usual;
        }
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw Refusal.bad("not a number it can have", name, List.of(least + " to " + most));
    }
}
