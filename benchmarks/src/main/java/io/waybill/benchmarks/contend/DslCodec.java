package io.waybill.benchmarks.contend;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.resolve.Location;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** What the DSL topology sends and keeps, in as few bytes as is easy. */
final class DslCodec {

    private DslCodec() {}

    /** One event, without what the key says. */
    record Contact(
            String row,
            long time,
            long occurrences,
            boolean failed,
            long sent,
            long received,
            String country,
            long asn) {

        static Contact of(String row, DeviceConnection event, Location place) {
            return new Contact(
                    row,
                    event.getTime().toEpochMilli(),
                    event.getOccurrences(),
                    event.getOutcome() == Outcome.UNANSWERED || event.getOutcome() == Outcome.REJECTED,
                    event.getBytesSent(),
                    event.getBytesReceived(),
                    place.country() == null ? "" : place.country(),
                    place.asn());
        }
    }

    /** The sums of a row; the place is that of the latest event. */
    record RowSums(
            long connections,
            long failed,
            long bytesSent,
            long bytesReceived,
            long firstSeen,
            long lastSeen,
            String country,
            long asn) {

        static RowSums none() {
            return new RowSums(0, 0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE, "", 0);
        }

        RowSums plus(Contact contact) {
            boolean latest = contact.time() >= lastSeen;
            return new RowSums(
                    connections + contact.occurrences(),
                    failed + (contact.failed() ? contact.occurrences() : 0),
                    bytesSent + contact.sent(),
                    bytesReceived + contact.received(),
                    Math.min(firstSeen, contact.time()),
                    Math.max(lastSeen, contact.time()),
                    latest ? contact.country() : country,
                    latest ? contact.asn() : asn);
        }
    }

    static Serde<Contact> contacts() {
        return Serdes.serdeFrom(
                (topic, contact) -> new ByteWriter(48)
                        .varint(contact.time())
                        .varint(contact.occurrences())
                        .int8(contact.failed() ? 1 : 0)
                        .varint(contact.sent())
                        .varint(contact.received())
                        .text(contact.country())
                        .varint(contact.asn())
                        .toBytes(),
                (topic, bytes) -> {
                    ByteReader in = new ByteReader(bytes);
                    return new Contact(
                            "",
                            in.varint(),
                            in.varint(),
                            in.int8() == 1,
                            in.varint(),
                            in.varint(),
                            in.text(),
                            in.varint());
                });
    }

    static Serde<RowSums> sums() {
        return Serdes.serdeFrom(
                (topic, sums) -> new ByteWriter(64)
                        .varint(sums.connections())
                        .varint(sums.failed())
                        .varint(sums.bytesSent())
                        .varint(sums.bytesReceived())
                        .varint(sums.firstSeen())
                        .varint(sums.lastSeen())
                        .text(sums.country())
                        .varint(sums.asn())
                        .toBytes(),
                (topic, bytes) -> {
                    ByteReader in = new ByteReader(bytes);
                    return new RowSums(
                            in.varint(),
                            in.varint(),
                            in.varint(),
                            in.varint(),
                            in.varint(),
                            in.varint(),
                            in.text(),
                            in.varint());
                });
    }
}
