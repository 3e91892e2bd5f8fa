package io.waybill.streams.store;

/** The state was written by a version of this program whose layout this one does not read. Nothing was changed. */
public final class UnknownFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what to do.
     *
     * @param store whose state it is
     * @param topic the changelog
     * @param found format of the entry
     * @param own format that this program writes
     */
    public UnknownFormatException(String store, String topic, int found, int own) {
        super("the state of " + store + " in " + topic + " is of format " + found + ", this version reads format " + own
                + ". Nothing was changed. Either go on with the version that wrote it, or let this one count anew from the"
                + " input topics: see \"A new version and the old state\" in docs/pipeline.md");
    }
}
