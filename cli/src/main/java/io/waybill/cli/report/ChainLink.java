package io.waybill.cli.report;

import org.jspecify.annotations.Nullable;

/**
 * Where a manifest stands among those of its case.
 *
 * @param sequence 1 for the first state of the case, one more with each that was appended
 * @param previous file of the manifest before, relative to the folder; null for the first
 * @param previousSha256 digest of that file; null for the first
 */
public record ChainLink(
        int sequence, @Nullable String previous, @Nullable String previousSha256) {

    /** Of a case that has no earlier state. */
    public static final ChainLink FIRST = new ChainLink(1, null, null);
}
