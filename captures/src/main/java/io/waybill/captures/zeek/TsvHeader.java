package io.waybill.captures.zeek;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the {@code #} lines above the rows of a tab-separated log say. Rows below a further header follow that one. */
final class TsvHeader {
    private static final String SEPARATOR = "#separator ";

    private final String fileName;
    private byte separator = '\t';
    private byte[] unset = {'-'};
    private byte[] empty = "(empty)".getBytes(StandardCharsets.UTF_8);
    private @Nullable String path;
    private @Nullable ZeekField[] columns = new ZeekField[0];

    TsvHeader(String fileName) {
        this.fileName = fileName;
    }

    /** Takes a line that begins with {@code #}; others than the known are let be. */
    void take(String line) {
        if (line.startsWith(SEPARATOR)) {
            separator = separator(line.substring(SEPARATOR.length()).strip());
            return;
        }
        int end = line.indexOf(separator);
        String value = end < 0 ? "" : line.substring(end + 1);
        switch (end < 0 ? line : line.substring(0, end)) {
            case "#unset_field" -> unset = value.getBytes(StandardCharsets.UTF_8);
            case "#empty_field" -> empty = value.getBytes(StandardCharsets.UTF_8);
            case "#path" -> path = value;
            case "#fields" -> columns = columns(value);
            default -> {
                // types follow from the fields; #open, #close and #set_separator change nothing for what is read
            }
        }
    }

    private static byte separator(String text) {
        if (text.length() == 4 && text.startsWith("\\x")) {
            int high = Character.digit(text.charAt(2), 16);
            int low = Character.digit(text.charAt(3), 16);
            return (byte) (high >= 0 && low >= 0 ? high << 4 | low : '\t');
        }
        return (byte) (text.length() == 1 ? text.charAt(0) : '\t');
    }

    private @Nullable ZeekField[] columns(String names) {
        String[] titles = names.split(Pattern.quote(String.valueOf((char) separator)), -1);
        @Nullable ZeekField[] fields = new ZeekField[titles.length];
        for (int i = 0; i < titles.length; i++) {
            fields[i] = ZeekField.named(titles[i]);
        }
        return fields;
    }

    /** What log this is; null where it is one that is not used, or before its header. */
    @Nullable
    ZeekKind kind() {
        ZeekKind kind = path == null ? null : ZeekKind.ofPath(path, fileName);
        if (kind != null) {
            return kind;
        }
        Set<ZeekField> fields = EnumSet.noneOf(ZeekField.class);
        for (ZeekField column : columns) {
            if (column != null) {
                fields.add(column);
            }
        }
        return ZeekKind.ofFields(fields, fileName);
    }

    /** Whether a line with the fields' names was there. */
    boolean hasFields() {
        return columns.length > 0;
    }

    /** Per column the field it holds; null for fields that are not read. */
    @Nullable
    ZeekField[] columns() {
        return columns;
    }

    byte separator() {
        return separator;
    }

    byte[] unset() {
        return unset;
    }

    byte[] empty() {
        return empty;
    }
}
