package io.waybill.console.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Identity of a record, of fixed size whatever its key: the first 128 bits of the SHA-256 of the key. */
final class Keys {

    private Keys() {}

    static UUID of(byte[] key) {
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(key));
        return new UUID(digest.getLong(), digest.getLong());
    }

    static UUID of(String key) {
        return of(key.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
