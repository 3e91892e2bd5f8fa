package io.waybill.captures.packet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hands out its bytes in small pieces and then fails, as a damaged archive does. */
final class FailingStream extends InputStream {

    private final ByteArrayInputStream bytes;

    FailingStream(byte[] bytes, int good) {
        this.bytes = new ByteArrayInputStream(bytes, 0, good);
    }

    @Override
    public int read() throws IOException {
        int next = bytes.read();
        if (next < 0) {
            throw new IOException("damaged");
        }
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = bytes.read(target, offset, Math.min(length, 7));
        if (count < 0) {
            throw new IOException("damaged");
        }
        return count;
    }
}
