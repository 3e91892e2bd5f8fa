package io.waybill.streams.store;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** In which layout an entry of a changelog is written: a header of one byte. What was written before there was one is of format 1. */
final class StateFormat {

    static final String HEADER = "f";
    static final int FIRST = 1;

    private StateFormat() {}

    /** To be written with each entry. */
    static Headers headers(int format) {
        return new RecordHeaders().add(HEADER, new byte[] {(byte) format});
    }

    /** The format of an entry with these headers. */
    static int of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null || header.value().length == 0 ? FIRST : header.value()[0];
    }

    /**
     * Refuses what the ledger would misread.
     *
     * @throws UnknownFormatException when the entry is of a format that the ledger does not read
     */
    static void check(ConsumerRecord<byte[], byte[]> entry, String store, Ledger ledger) {
        int format = of(entry.headers());
        if (!ledger.reads(format)) {
            throw new UnknownFormatException(store, entry.topic(), format, ledger.format());
        }
    }
}
