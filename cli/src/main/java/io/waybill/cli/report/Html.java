package io.waybill.cli.report;

import io.waybill.streams.alert.render.Hazards;

/**
 * Builds HTML. Everything but {@link #raw} is escaped: text and attribute values alike, hazards written out, so that no name
 * from the network becomes markup or turns the line around.
 */
public final class Html {

    private final StringBuilder out = new StringBuilder(1 << 16);

    /** Opens an element; attributes are names and values by turns. */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    /** Closes an element. */
    public Html close(String tag) {
        out.append("</").append(tag).append(">");
        return this;
    }

    /** Closes an element that stands on lines of its own. */
    public Html closeBlock(String tag) {
        close(tag);
        out.append('\n');
        return this;
    }

    /** An element with a text in it. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** A text that may come from the network: escaped. */
    public Html text(String text) {
        escape(text);
        return this;
    }

    /** Markup of the program's own. */
    public Html raw(String markup) {
        out.append(markup);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(Hazards.isHazard(c) ? Hazards.escape(String.valueOf(c)) : String.valueOf(c));
            }
        }
    }
}
