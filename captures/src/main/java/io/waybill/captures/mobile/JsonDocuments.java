package io.waybill.captures.mobile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ReadContext;
import io.waybill.captures.text.JsonFields;
import io.waybill.captures.text.LineReader;
import io.waybill.captures.text.LineRecords;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;

/** JSON objects one after the other: a line each, or laid out over lines, or in one array. */
final class JsonDocuments {
    private static final int PEEK_BYTES = 1024 * 1024;

    private JsonDocuments() {}

    /**
     * Where an object stands.
     *
     * @param unit {@code line} where each object has a line of its own, else {@code record}
     * @param position number of the line or the object, from 1
     */
    record Place(String unit, long position) {}

    @FunctionalInterface
    interface DocumentTaker {
        void take(JsonFields document, Place place) throws BadRecordException;
    }

    static void read(CaptureInput input, ReadContext context, DocumentTaker taker) throws IOException {
        try (InputStream in = new BufferedInputStream(input.source().open(), PEEK_BYTES)) {
            if (firstLineIsAnObject(in)) {
                LineRecords.read(
                        in,
                        input.name(),
                        context,
                        line -> taker.take(JsonFields.of(line), new Place("line", line.number())));
            } else {
                readWhole(in, input, context, taker);
            }
        }
    }

    private static boolean firstLineIsAnObject(InputStream in) throws IOException {
        in.mark(PEEK_BYTES);
        LineReader lines = new LineReader(new ByteArrayInputStream(in.readNBytes(PEEK_BYTES)), PEEK_BYTES);
        in.reset();
        if (!lines.next()) {
            return false;
        }
        try {
            return lines.length() == PEEK_BYTES
                    ? lines.buffer()[lines.start()] == '{'
                    : JsonFields.of(lines).has("device");
        } catch (BadRecordException e) {
            return false;
        }
    }

    private static void readWhole(InputStream in, CaptureInput input, ReadContext context, DocumentTaker taker)
            throws IOException {
        int maxBytes = context.settings().maxRecordBytes();
        byte[] content = in.readNBytes(maxBytes + 1);
        if (content.length > maxBytes) {
            context.problems()
                    .accept(new InputProblem(
                            input.name(),
                            "file",
                            0,
                            "JSON over several lines, and longer than " + maxBytes
                                    + " bytes; only files with an object per line can be longer"));
            return;
        }
        long number = 0;
        try (MappingIterator<JsonNode> documents =
                JsonFields.JSON.readerFor(JsonNode.class).readValues(content)) {
            while (documents.hasNextValue()) {
                number++;
                take(documents.nextValue(), number, input, context, taker);
            }
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            context.problems()
                    .accept(new InputProblem(input.name(), "line", line, "not JSON: " + e.getOriginalMessage()));
        } catch (CharConversionException e) {
            context.problems().accept(new InputProblem(input.name(), "file", 0, "not text: " + e.getMessage()));
        }
    }

    private static void take(
            JsonNode document, long number, CaptureInput input, ReadContext context, DocumentTaker taker) {
        try {
            taker.take(JsonFields.of(document), new Place("record", number));
        } catch (BadRecordException e) {
            context.problems().accept(new InputProblem(input.name(), "record", number, e.reason()));
        }
    }
}
