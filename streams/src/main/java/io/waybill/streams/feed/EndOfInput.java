package io.waybill.streams.feed;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The mark at the end of a round of input: a record without value and with a header, one in every partition of every input
 * topic. Readers of these topics skip records that carry the header.
 */
public final class EndOfInput {

    /** Name of the header; its value is the number of the round in decimal. */
    public static final String HEADER = "waybill.end-of-input";

    private static final byte[] KEY = HEADER.getBytes(StandardCharsets.UTF_8);

    /** As many as a round may have without going over a long. */
    private static final int MOST_DIGITS = 18;

    private EndOfInput() {}

    /**
     * The mark.
     *
     * @param round 1 for the first time input ends, one more with each further time
     * @param timestamp of the record
     */
    public static ProducerRecord<byte[], byte[]> mark(String topic, int partition, long round, long timestamp) {
        Headers headers = new RecordHeaders().add(HEADER, Long.toString(round).getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(topic, partition, timestamp, KEY, null, headers);
    }

    /** The round that ends here, if these are the headers of a mark: a number that is none makes a record like any other. */
    public static OptionalLong round(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        byte @Nullable [] value = header == null ? null : header.value();
        if (value == null || value.length == 0 || value.length > MOST_DIGITS) {
            return OptionalLong.empty();
        }
        long round = 0;
        for (byte digit : value) {
            if (digit < '0' || digit > '9') {
                return OptionalLong.empty();
            }
            round = round * 10 + digit - '0';
        }
        return OptionalLong.of(round);
    }
}
