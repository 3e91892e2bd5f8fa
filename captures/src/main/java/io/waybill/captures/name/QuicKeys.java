package io.waybill.captures.name;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The client's Initial keys of one connection: HKDF over its first destination connection id (RFC 9001, section 5.2).
 */
final class QuicKeys {

    private static final int KEY_BYTES = 16;
    private static final int IV_BYTES = 12;
    static final int TAG_BYTES = 16;
    static final int SAMPLE_BYTES = 16;

    private final SecretKeySpec key;
    private final byte[] iv;
    private final SecretKeySpec headerKey;

    private QuicKeys(byte[] key, byte[] iv, byte[] headerKey) {
        this.key = new SecretKeySpec(key, "AES");
        this.iv = iv;
        this.headerKey = new SecretKeySpec(headerKey, "AES");
    }

    static QuicKeys derive(QuicVersion version, byte[] connectionId) {
        byte[] initial = hmac(version.salt(), connectionId);
        byte[] client = expand(initial, "client in", 32);
        return new QuicKeys(
                expand(client, version.labelPrefix() + "key", KEY_BYTES),
                expand(client, version.labelPrefix() + "iv", IV_BYTES),
                expand(client, version.labelPrefix() + "hp", KEY_BYTES));
    }

    /** HKDF-Expand-Label of TLS 1.3 with empty context; one block is enough for all lengths asked for. */
    private static byte[] expand(byte[] secret, String label, int length) {
        byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = ByteBuffer.allocate(name.length + 5)
                .putShort((short) length)
                .put((byte) name.length)
                .put(name)
                .put((byte) 0)
                .put((byte) 1)
                .array();
        return Arrays.copyOf(hmac(secret, info), length);
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    /** The mask over first byte and packet number, from a sample of the protected payload. */
    byte[] headerMask(byte[] data, int sampleAt) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, headerKey);
            return cipher.doFinal(data, sampleAt, SAMPLE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES", e);
        }
    }

    /** The payload, or null where these keys do not fit. */
    byte @Nullable [] open(long packetNumber, byte[] header, byte[] data, int at, int length) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, nonce(packetNumber)));
            cipher.updateAAD(header);
            return cipher.doFinal(data, at, length);
        } catch (GeneralSecurityException e) {
            return null; // another connection's keys, or not QUIC at all: nothing to report
        }
    }

    /** The beginning of a payload whose end the capture cut off, and with it the proof that the keys fit. */
    byte[] openBeginning(long packetNumber, byte[] data, int at, int length) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            byte[] counter = Arrays.copyOf(nonce(packetNumber), 16);
            counter[15] = 2; // where GCM begins to encrypt (NIST SP 800-38D, 7.1)
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counter));
            return cipher.doFinal(data, at, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has AES", e);
        }
    }

    private byte[] nonce(long packetNumber) {
        byte[] nonce = iv.clone();
        for (int i = 0; i < 8; i++) {
            nonce[IV_BYTES - 1 - i] ^= (byte) (packetNumber >>> 8 * i);
        }
        return nonce;
    }
}
