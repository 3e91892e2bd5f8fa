package io.waybill.captures.own;

import java.io.IOException;
import java.io.OutputStream;

/** The forms in which connection events are written; the same three are read. */
public enum OwnFormat {
    /** One JSON object per line. */
    JSONL,
    /** RFC 4180 with a header row, safe to open in a spreadsheet. */
    CSV,
    /** Avro object container. */
    AVRO;

    /** A writer onto this stream, which it closes in the end. */
    public ConnectionWriter writer(OutputStream out) throws IOException {
        return switch (this) {
            case JSONL -> new JsonlWriter(out);
            case CSV -> new CsvConnectionWriter(out);
            case AVRO -> new AvroConnectionWriter(out);
        };
    }
}
