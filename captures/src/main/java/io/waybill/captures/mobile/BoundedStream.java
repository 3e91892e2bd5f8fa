package io.waybill.captures.mobile;

import io.waybill.captures.input.SingleByte;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends after so many bytes, whatever is left. */
final class BoundedStream extends FilterInputStream {
    private long left;

    BoundedStream(InputStream in, long maxBytes) {
        super(in);
        left = maxBytes;
    }

    boolean exhausted() {
        return left <= 0;
    }

    @Override
    public int read() throws IOException {
        return SingleByte.of(this);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (left <= 0) {
            return -1;
        }
        int read = in.read(b, off, (int) Math.min(len, left));
        left -= Math.max(read, 0);
        return read;
    }
}
