package io.waybill.captures.live;

import io.waybill.captures.input.SingleByte;
import io.waybill.captures.text.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that grows, read line by line, each line once it is whole. It is held open, so that what was written before a rotation
 * is read to its end under whatever name, or none. Not thread-safe.
 */
final class TailedFile implements AutoCloseable {
    private static final int SCAN_BYTES = 64 * 1024;

    @FunctionalInterface
    interface LineTaker {
        void take(LineReader line, long number) throws IOException;
    }

    private final FileChannel channel;
    private final FileIdentity identity;
    private final int maxLineBytes;
    private long offset;
    private long lines;
    private boolean inLongLine;

    private TailedFile(FileChannel channel, FileIdentity identity, int maxLineBytes) {
        this.channel = channel;
        this.identity = identity;
        this.maxLineBytes = maxLineBytes;
    }

    /** Opens a file at its first line. */
    static TailedFile open(Path path, String key, int maxLineBytes) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new TailedFile(channel, FileIdentity.of(key, channel), maxLineBytes);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    FileIdentity identity() {
        return identity;
    }

    /** Whether it begins as a file that was read before. */
    boolean isThe(FileIdentity known) throws IOException {
        return known.key().equals(identity.key()) && known.beginsLike(channel);
    }

    /** Whether it is shorter than what was read of it, or begins otherwise: it was emptied, and written anew. */
    boolean wasRewritten() throws IOException {
        return channel.size() < offset || !identity.beginsLike(channel);
    }

    /** Its first bytes. */
    byte[] head(int bytes) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(bytes, channel.size()));
        while (head.hasRemaining() && channel.read(head, head.position()) >= 0) {
            // until it is full, or the file is shorter now
        }
        byte[] read = new byte[head.position()];
        head.flip().get(read);
        return read;
    }

    /**
     * Hands over whole lines.
     *
     * @param atMost bytes, about
     * @return whether there were any
     */
    boolean read(long atMost, LineTaker taker) throws IOException {
        long size = channel.size();
        if (inLongLine && !passRestOfLine(size)) {
            return false;
        }
        long limit = Math.min(size, offset + atMost);
        long newline = lastNewline(limit);
        while (newline < 0 && limit < size && limit - offset <= maxLineBytes) {
            limit = Math.min(size, limit + Math.max(SCAN_BYTES, limit - offset));
            newline = lastNewline(limit);
        }
        if (newline >= 0) {
            hand(newline + 1, taker);
            return true;
        }
        if (limit - offset <= maxLineBytes) {
            return false;
        }
        hand(limit, taker);
        inLongLine = true; // what follows up to the next newline belongs to the line that was too long
        return true;
    }

    /** Hands over what stands behind the last newline as a line, now that it grows no more. */
    void finish(LineTaker taker) throws IOException {
        if (!inLongLine && offset < channel.size()) {
            hand(channel.size(), taker);
        }
    }

    private void hand(long end, LineTaker taker) throws IOException {
        LineReader reader = new LineReader(new Part(end), maxLineBytes);
        while (reader.next()) {
            taker.take(reader, ++lines);
        }
        offset = end;
    }

    /** False where the line goes on. */
    private boolean passRestOfLine(long size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SCAN_BYTES);
        while (offset < size) {
            buffer.clear();
            int read = channel.read(buffer, offset);
            for (int i = 0; i < read; i++) {
                if (buffer.get(i) == '\n') {
                    offset += i + 1;
                    inLongLine = false;
                    return true;
                }
            }
            offset += Math.max(read, 0);
            if (read < 0) {
                break;
            }
        }
        return false;
    }

    /** Where the last newline before this place stands; -1 where there is none. */
    private long lastNewline(long before) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SCAN_BYTES);
        for (long to = before; to > offset; ) {
            long from = Math.max(offset, to - SCAN_BYTES);
            buffer.clear().limit((int) (to - from));
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                // until it is full
            }
            for (int i = buffer.position() - 1; i >= 0; i--) {
                if (buffer.get(i) == '\n') {
                    return from + i;
                }
            }
            to = from;
        }
        return -1;
    }

    /** Lines handed over. */
    long lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** From the offset to an end. */
    private final class Part extends InputStream {
        private final long end;
        private long at = offset;

        Part(long end) {
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            return SingleByte.of(this);
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            if (at >= end) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(b, off, (int) Math.min(len, end - at)), at);
            at += Math.max(read, 0);
            return read;
        }
    }
}
