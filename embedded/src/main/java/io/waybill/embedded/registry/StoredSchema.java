package io.waybill.embedded.registry;

/**
 * One version of a subject.
 *
 * @param subject whose version it is
 * @param version counted from 1 within the subject; numbers are never given again
 * @param id the same for the same schema under every subject
 * @param schema canonical Avro JSON
 * @param deleted hidden from listings; its id can still be read, because records on the broker may carry it
 */
record StoredSchema(String subject, int version, int id, String schema, boolean deleted) {

    StoredSchema asDeleted() {
        return new StoredSchema(subject, version, id, schema, true);
    }
}
