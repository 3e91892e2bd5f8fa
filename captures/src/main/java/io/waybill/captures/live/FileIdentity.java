package io.waybill.captures.live;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Which file it is, whatever its name: what the file system knows it by, and how it begins, since numbers of removed files are
 * given out again.
 *
 * @param key the file system's own key (device and inode); the path where it has none
 * @param headBytes length of the beginning
 * @param headHash FNV-1a of the beginning
 */
public record FileIdentity(String key, int headBytes, long headHash) {
    /** Of a beginning so much is compared. */
    static final int MAX_HEAD_BYTES = 256;

    /** The key alone. */
    static String key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toAbsolutePath().normalize().toString() : key.toString();
    }

    /** Of an open file, by as much of its beginning as is there. */
    static FileIdentity of(String key, FileChannel channel) throws IOException {
        int bytes = (int) Math.min(MAX_HEAD_BYTES, channel.size());
        return new FileIdentity(key, bytes, hash(channel, bytes));
    }

    /** Whether the open file begins as this one did. */
    boolean beginsLike(FileChannel channel) throws IOException {
        return channel.size() >= headBytes && hash(channel, headBytes) == headHash;
    }

    private static long hash(FileChannel channel, int bytes) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(bytes);
        int at = 0;
        while (head.hasRemaining()) {
            int read = channel.read(head, at);
            if (read < 0) {
                break;
            }
            at += read;
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < head.position(); i++) {
            hash = (hash ^ head.get(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
