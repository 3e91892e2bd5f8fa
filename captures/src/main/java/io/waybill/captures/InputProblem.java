package io.waybill.captures;

/**
 * Something in an input that could not be used. Reading goes on behind it.
 *
 * @param input name of the file as the user gave it, or {@code -}
 * @param unit what {@code position} counts: {@code line}, {@code byte}, {@code packet}, {@code record} or {@code file}
 * @param position where, counted from 1 (from 0 for bytes); 0 with unit {@code file}
 * @param reason why, and what to do about it where there is something to do; may quote hostile bytes, so it is escaped
 *     where it is shown
 */
public record InputProblem(String input, String unit, long position, String reason) {

    /** One line for stderr, with control characters made visible. */
    public String describe() {
        StringBuilder line = new StringBuilder(input);
        if (!unit.equals("file")) {
            line.append(": ").append(unit).append(' ').append(position);
        }
        line.append(": ").append(reason);
        return Printable.escape(line);
    }
}
