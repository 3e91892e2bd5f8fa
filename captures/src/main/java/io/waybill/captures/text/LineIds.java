package io.waybill.captures.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Event ids for records of feeds that give none: a digest of the record's own bytes joined with its line number. The same
 * line at the same place of a file is the same event, however the file is named and however much was appended since; equal
 * lines of one file stay apart. Not thread-safe.
 */
public final class LineIds {
    private static final int DIGEST_BYTES = 12;
    private final MessageDigest sha256 = sha256();

    /** The id of this line. */
    public String id(byte[] buffer, int offset, int length, long position) {
        return digest(buffer, offset, length) + '-' + position;
    }

    /** The id of a record of this content alone, for feeds whose files overlap: equal records are one event. */
    public String contentId(String prefix, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return prefix + '-' + digest(bytes, 0, bytes.length);
    }

    private String digest(byte[] buffer, int offset, int length) {
        sha256.update(buffer, offset, length);
        return HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
