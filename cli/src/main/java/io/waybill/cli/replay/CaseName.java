package io.waybill.cli.replay;

import java.util.regex.Pattern;

/**
 * Name of a case. It becomes part of topic names and of a folder's name, so it is kept to what is harmless in both.
 *
 * @param text 1 to 80 letters, digits, dots, dashes and underscores, beginning with a letter or digit
 */
public record CaseName(String text) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");

    /** The name of a replay that is not kept. */
    public static final CaseName UNKEPT = new CaseName("replay");

    /** The name of the case that the demo makes. */
    public static final CaseName DEMO = new CaseName("demo");

    /**
     * Checks a name that a user gave.
     *
     * @throws IllegalArgumentException when it is not allowed; says what is
     */
    public static CaseName parse(String text) {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' cannot be the name of a case: 1 to 80 letters, digits, dots,"
                            + " dashes and underscores, beginning with a letter or digit");
        }
        return new CaseName(text);
    }
}
