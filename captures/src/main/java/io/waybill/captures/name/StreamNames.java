package io.waybill.captures.name;

/** Recognises what a client says first on a TCP stream. Pure. */
public final class StreamNames {

    private StreamNames() {}

    /**
     * Looks at the contiguous start of one direction of a stream.
     *
     * @param length at least 1
     */
    public static Look look(byte[] data, int at, int length) {
        if (TlsNames.looksLikeStart(data, at, length)) {
            return TlsNames.look(data, at, length);
        }
        if (HttpNames.looksLikeStart(data, at, length)) {
            return HttpNames.look(data, at, length);
        }
        return Look.NOTHING;
    }
}
