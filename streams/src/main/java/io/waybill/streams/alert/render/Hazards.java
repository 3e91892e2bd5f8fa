package io.waybill.streams.alert.render;

/** Which characters deceive whoever looks at a text: they move the cursor, hide text, or turn its direction. */
public final class Hazards {

    private Hazards() {}

    /** Control characters (C0, DEL, C1), line separators, direction marks and overrides, and invisible joiners. */
    public static boolean isHazard(int c) {
        boolean control = c < 0x20 || c >= 0x7f && c <= 0x9f;
        boolean separator = c == 0x2028 || c == 0x2029;
        boolean direction =
                c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0x200e || c == 0x200f || c == 0x61c;
        boolean invisible = c >= 0x200b && c <= 0x200d || c == 0x2060 || c == 0xfeff;
        return control || separator || direction || invisible;
    }

    /** The text on one line, each hazard written as a backslash, {@code u} and four hexadecimal digits. */
    public static String escape(CharSequence text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            append(out, text.charAt(i));
        }
        return out.toString();
    }

    private static void append(StringBuilder out, char c) {
        if (isHazard(c)) {
            out.append(escapeOf(c));
        } else {
            out.append(c);
        }
    }

    static String escapeOf(int c) {
        String hex = Integer.toHexString(c);
        return "\\u" + "0".repeat(4 - hex.length()) + hex;
    }
}
