package io.waybill.captures.own;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Events as JSON lines. */
final class JsonlWriter implements ConnectionWriter {
    private final JsonGenerator json;

    JsonlWriter(OutputStream out) throws IOException {
        json = ConnectionJson.JSON.createGenerator(out, JsonEncoding.UTF8);
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    @Override
    public void accept(DeviceConnection event) {
        try {
            ConnectionJson.write(event, json);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
