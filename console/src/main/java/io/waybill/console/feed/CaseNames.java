package io.waybill.console.feed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How cases are named, and how their topics are. A name can be part of a topic name and of a file name without harm. */
public final class CaseNames {

    /** The rule in words. */
    public static final String RULE = "letters, digits, '.', '-' and '_', at most 80, beginning with a letter or digit";

    private static final String LIVE = "live";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,79}";
    private static final Pattern VALID = Pattern.compile(NAME);
    private static final Pattern PREFIXED = Pattern.compile("case\\.(" + NAME + ")\\.waybill\\..+");

    private CaseNames() {}

    /** Whether a case can be called that. */
    public static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    /** What stands in front of the names of a case's topics; nothing for the live state. */
    public static String prefix(String caseName) {
        return caseName.equals(LIVE) ? "" : "case." + caseName + ".";
    }

    /**
     * The case a topic belongs to; empty for topics that are not ours.
     *
     * @param livePrefix what stands in front of the names of the live state's topics
     */
    static Optional<String> ofTopic(String topic, String livePrefix) {
        if (topic.startsWith(livePrefix + "waybill.")) {
            return Optional.of(LIVE);
        }
        Matcher matcher = PREFIXED.matcher(topic);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The case of a topic that is in the store: what is of no case is of the live state, whatever its prefix was then. */
    static String ofStored(String topic) {
        Matcher matcher = PREFIXED.matcher(topic);
        return matcher.matches() ? matcher.group(1) : LIVE;
    }
}
