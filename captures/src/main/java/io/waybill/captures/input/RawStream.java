package io.waybill.captures.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read of an input, and remembers whether it was the machine that failed. */
final class RawStream extends FilterInputStream {
    private long bytesRead;
    private boolean failed;

    RawStream(InputStream in) {
        super(in);
    }

    long bytesRead() {
        return bytesRead;
    }

    boolean failed() {
        return failed;
    }

    @Override
    public int read() throws IOException {
        return SingleByte.of(this);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        try {
            int read = in.read(b, off, len);
            bytesRead += Math.max(read, 0);
            return read;
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public long skip(long n) throws IOException {
        return in.skip(0); // all bytes go through read, where they are counted
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
