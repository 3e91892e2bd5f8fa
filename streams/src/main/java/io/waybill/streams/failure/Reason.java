package io.waybill.streams.failure;

/** Why a record could not be used. The ids are contract: they are in headers, metrics and reports. */
public enum Reason {
    /** No key: nobody's event. */
    MISSING_KEY("missing-key"),
    /** The bytes are no record of the topic's schema. */
    UNDECODABLE("undecodable"),
    /** The registry does not know the schema the record says it has. */
    UNKNOWN_SCHEMA("unknown-schema"),
    /** The key is not the device or rule the value is about. */
    KEY_MISMATCH("key-mismatch"),
    /** Before the earliest time that is believed, or more than a day after the record was written. */
    ABSURD_TIME("absurd-time"),
    /** Longer than a record may be. */
    OVERSIZE("oversize"),
    /** Older than the history that is kept and corrected. */
    BEYOND_HISTORY("beyond-history");

    private final String id;

    Reason(String id) {
        this.id = id;
    }

    /** In lower case with dashes. */
    public String id() {
        return id;
    }
}
