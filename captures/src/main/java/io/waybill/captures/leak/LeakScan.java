package io.waybill.captures.leak;

import java.util.Arrays;

/**
 * What one side of a flow has shown so far of its device's identifiers. Texts that are cut by the end of a segment
 * are found when the next one follows. Not thread-safe.
 */
public final class LeakScan {

    private final IdentifierScanner scanner;
    private final DigitPatterns.Run digits = new DigitPatterns.Run();
    private byte[] tail = new byte[0];
    private int expectedSequence;
    private int found;

    LeakScan(IdentifierScanner scanner) {
        this.scanner = scanner;
    }

    /**
     * Takes the next payload of the sender.
     *
     * @param stream whether payloads may continue each other
     * @param sequence number of its first byte in a stream; a segment that does not continue the one before starts anew
     */
    public void payload(boolean stream, int sequence, byte[] data, int at, int length) {
        PatternSet texts = scanner.texts();
        int keep = Math.max(texts.longest() - 1, 0);
        boolean continues = stream && tail.length > 0 && sequence == expectedSequence;
        if (continues) {
            int from = tail.length;
            byte[] seam = Arrays.copyOf(tail, from + Math.min(length, keep));
            System.arraycopy(data, at, seam, from, seam.length - from);
            found |= texts.search(seam, 0, seam.length);
            tail = lastOf(seam, 0, seam.length, keep);
        } else {
            digits.restart();
        }
        found |= texts.search(data, at, length);
        if (!scanner.numbers().isEmpty()) {
            found |= scanner.numbers().search(digits, data, at, length);
        }
        if (stream && (!continues || length >= keep)) {
            tail = lastOf(data, at, length, keep);
        }
        expectedSequence = sequence + length;
    }

    private static byte[] lastOf(byte[] data, int at, int length, int keep) {
        return Arrays.copyOfRange(data, at + length - Math.min(length, keep), at + length);
    }

    /** Kinds found so far, as {@link IdentifierKinds} bits. */
    public int found() {
        return found;
    }
}
