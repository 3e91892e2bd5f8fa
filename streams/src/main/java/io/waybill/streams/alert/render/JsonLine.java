package io.waybill.streams.alert.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON objects, on one line unless asked otherwise, with the fields in the order they are written, so that equal objects
 * are equal bytes. Strings have {@linkplain Hazards hazards} escaped, besides what JSON itself asks for.
 */
public final class JsonLine {

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder().characterEscapes(new HazardEscapes()).build();

    private final JsonGenerator out;

    private JsonLine(JsonGenerator out) {
        this.out = out;
    }

    /** One object, without the line end. */
    public static String object(Fields fields) {
        return write(fields, null);
    }

    /** One object for people to read: a line for each field, ending with a line end. */
    public static String document(Fields fields) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        return write(
                        fields,
                        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines)) + "\n";
    }

    private static String write(Fields fields, @Nullable PrettyPrinter printer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            if (printer != null) {
                generator.setPrettyPrinter(printer);
            }
            generator.writeStartObject();
            fields.write(new JsonLine(generator));
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string writer does not fail", impossible);
        }
        return text.toString();
    }

    /** A field with a text, escaped, or with null. */
    public JsonLine text(String name, @Nullable String value) throws IOException {
        out.writeFieldName(name);
        if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value);
        }
        return this;
    }

    /** A whole number. */
    public JsonLine whole(String name, long value) throws IOException {
        out.writeNumberField(name, value);
        return this;
    }

    /** A number in its {@link CanonicalNumber} form; null where there is none. */
    public JsonLine number(String name, @Nullable Double value) throws IOException {
        out.writeFieldName(name);
        out.writeRawValue(value == null ? "null" : CanonicalNumber.text(value));
        return this;
    }

    /** True or false. */
    public JsonLine flag(String name, boolean value) throws IOException {
        out.writeBooleanField(name, value);
        return this;
    }

    /** A leaf of YANG's type {@code empty}: there, and nothing more (RFC 7951, section 6.9). */
    public JsonLine empty(String name) throws IOException {
        out.writeArrayFieldStart(name);
        out.writeNull();
        out.writeEndArray();
        return this;
    }

    /** An object inside. */
    public JsonLine object(String name, Fields fields) throws IOException {
        out.writeObjectFieldStart(name);
        fields.write(this);
        out.writeEndObject();
        return this;
    }

    /** A list of objects. */
    public <T> JsonLine list(String name, Iterable<T> entries, Entry<T> entry) throws IOException {
        out.writeArrayFieldStart(name);
        for (T each : entries) {
            out.writeStartObject();
            entry.write(this, each);
            out.writeEndObject();
        }
        out.writeEndArray();
        return this;
    }

    /** A list of texts. */
    public JsonLine texts(String name, Iterable<String> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
        return this;
    }

    /** Texts by name, ordered by name. */
    public JsonLine textMap(String name, Map<String, String> values) throws IOException {
        return object(name, fields -> {
            for (Map.Entry<String, String> each : new TreeMap<>(values).entrySet()) {
                fields.text(each.getKey(), each.getValue());
            }
        });
    }

    /** Numbers by name, ordered by name. */
    public JsonLine numberMap(String name, Map<String, Double> values) throws IOException {
        return object(name, fields -> {
            for (Map.Entry<String, Double> each : new TreeMap<>(values).entrySet()) {
                fields.number(each.getKey(), each.getValue());
            }
        });
    }

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Fields {
        /** Writes them in order. */
        void write(JsonLine fields) throws IOException;
    }

    /** Writes the fields of one object of a list. */
    @FunctionalInterface
    public interface Entry<T> {
        /** Writes them in order. */
        void write(JsonLine fields, T entry) throws IOException;
    }

    private static final class HazardEscapes extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes[0x7f] = ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) {
            return Hazards.isHazard(c) ? new SerializedString(Hazards.escapeOf(c)) : null;
        }
    }
}
