package io.waybill.captures.input;

import java.io.IOException;
import java.io.InputStream;

/** Reading one byte of a stream that is made to be read in many. */
public final class SingleByte {

    private SingleByte() {}

    /** The next byte, or -1 at the end; what {@link InputStream#read()} is to give. */
    public static int of(InputStream in) throws IOException {
        byte[] one = new byte[1];
        return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
}
