package io.waybill.captures.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.apache.commons.compress.compressors.CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands over what came out of a packing before it failed, then the failure. Packings that fill the whole array they are given
 * would lose what they have put into it. Used by one thread.
 */
final class UntilFailure extends FilterInputStream {
    private final LongSupplier bytesOut;
    private @Nullable IOException failure;

    /** @param bytesOut what came out so far, that of a failed call included; 0 where no failed call has put anything out */
    UntilFailure(InputStream in, LongSupplier bytesOut) {
        super(in);
        this.bytesOut = bytesOut;
    }

    static UntilFailure of(CompressorInputStream in) {
        return new UntilFailure(in, in::getBytesRead);
    }

    @Override
    public int read() throws IOException {
        return SingleByte.of(this);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (failure != null) {
            throw failure;
        }
        long before = bytesOut.getAsLong();
        try {
            return in.read(b, off, len);
        } catch (IOException | RuntimeException e) {
            int read = (int) (bytesOut.getAsLong() - before);
            if (read == 0) {
                throw e;
            }
            failure = e instanceof IOException same ? same : new IOException(e);
            return read;
        }
    }

    /** Nothing that is sure: whoever buffers would read on into the failure, and lose what it has. */
    @Override
    public int available() {
        return 0;
    }
}
