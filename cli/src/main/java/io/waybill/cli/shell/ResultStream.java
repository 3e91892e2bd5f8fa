package io.waybill.cli.shell;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output; failing to write to it is a {@link ResultsClosedException}. Closing it flushes it. */
final class ResultStream extends FilterOutputStream {

    ResultStream(OutputStream below) {
        super(below);
    }

    @Override
    public void write(int value) throws IOException {
        try {
            out.write(value);
        } catch (IOException e) {
            throw new ResultsClosedException(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new ResultsClosedException(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw new ResultsClosedException(e);
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
