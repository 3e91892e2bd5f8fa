package io.waybill.captures;

/** Makes text from the network safe to print on a terminal. */
public final class Printable {

    private Printable() {}

    /**
     * The text with every control character (C0, C1, DEL, bidirectional marks) written as a backslash, {@code u} and four
     * hexadecimal digits.
     */
    public static String escape(CharSequence text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isHarmless(char c) {
        boolean control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
        boolean direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
        return !control && !direction;
    }
}
