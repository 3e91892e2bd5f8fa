package io.waybill.captures.input;

import java.io.IOException;
import java.io.InputStream;

/** The three bytes by which some spreadsheets and editors say that a text is UTF-8. They are no part of it. */
public final class ByteOrderMark {
    private static final byte[] UTF_8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private ByteOrderMark() {}

    /** Passes over the mark where the stream begins with it. The stream has to support {@link InputStream#mark}. */
    public static void skip(InputStream in) throws IOException {
        in.mark(UTF_8.length);
        for (byte expected : UTF_8) {
            if (in.read() != (expected & 0xff)) {
                in.reset();
                return;
            }
        }
    }
}
