package io.waybill.captures.eve;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.ReadContext;
import io.waybill.captures.live.GrowingLog;
import io.waybill.captures.live.LogJoin;
import io.waybill.captures.text.JsonFields;
import io.waybill.captures.text.LineReader;
import java.io.IOException;

/**
 * Reads Suricata's EVE log while it grows. Names wait for their flow, as in a file; an event is handed over with the record that
 * ends its flow. Not thread-safe.
 */
public final class EveJoin implements LogJoin {
    private final EveReading reading;
    private boolean told;

    /** Hands events to the context. */
    public EveJoin(ReadContext context) {
        reading = EveReading.endless(new ReadContext(
                context.devices(),
                context.identifiers(),
                event -> {
                    if (!told) {
                        context.connections().accept(event);
                    }
                },
                context.problems(),
                context.settings(),
                context.bounds()));
    }

    @Override
    public GrowingLog open(String name) {
        return new Log(name);
    }

    @Override
    public void caughtUp() {
        reading.tellBounds(); // nothing waits for another log
    }

    @Override
    public long boundHits() {
        return reading.boundHits();
    }

    private final class Log implements GrowingLog {
        private final String name;
        private long read;

        Log(String name) {
            this.name = name;
        }

        @Override
        public void take(LineReader line, long number, boolean toldBefore) throws IOException, BadRecordException {
            read = number;
            if (line.isBlank()) {
                return;
            }
            told = toldBefore;
            reading.take(JsonFields.of(line), name, number);
        }

        @Override
        public long settledLines() {
            return read;
        }

        @Override
        public void close() {
            // nothing is kept for a log
        }
    }
}
