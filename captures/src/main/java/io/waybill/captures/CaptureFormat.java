package io.waybill.captures;

import java.io.IOException;
import java.util.List;

/**
 * One kind of capture file. Implementations are stateless: everything that changes while reading lives in the call.
 */
public interface CaptureFormat {

    /** How many bytes of an input {@link #recognises} is shown at most. */
    int HEAD_BYTES = 64 * 1024;

    /** Name for {@code --format} and messages, e.g. {@code pcap}, {@code zeek}. */
    String name();

    /**
     * Whether these are the first bytes of a file of this format. Content decides, never the file's name alone.
     *
     * @param head the first bytes after decompression, at most {@link #HEAD_BYTES}
     * @param fileName for formats whose content is ambiguous only
     */
    boolean recognises(byte[] head, String fileName);

    /**
     * Reads all given inputs of this format and hands over their events. Formats that join several files (Zeek: conn with
     * dns, ssl, http by uid) see all of them in one call. Broken records are reported to {@link ReadContext#problems()} and
     * skipped.
     *
     * @throws IOException only when the machine fails (disk, pipe); a broken file is a problem, not an exception
     */
    void read(List<CaptureInput> inputs, ReadContext context) throws IOException;
}
