package io.waybill.cli.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Identifiers of STIX 2.1, section 2.9: name-based UUIDs (RFC 4122, version 5), so that a re-run gives the same ones. */
final class StixId {

    /** The namespace that the specification gives for observables. */
    private static final UUID OBSERVABLES = UUID.fromString("00abedb4-aa42-466c-9c01-fed23315a9b7");

    /** Ours, for all else; the specification forbids to use the one above for that. */
    private static final UUID WAYBILL = UUID.fromString("5d2a7c6e-3f0b-4f0e-9a57-0c8f4f1f9b42");

    private static final ObjectMapper JSON = new ObjectMapper();

    private StixId() {}

    /** Of an observable whose one contributing property is {@code value}: the same that every other tool gives it. */
    static String observable(String type, String value) {
        try {
            return type + "--" + uuid(OBSERVABLES, "{\"value\":" + JSON.writeValueAsString(value) + "}");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a text is JSON", impossible);
        }
    }

    /** Of an object of ours; the name says all that it is. */
    static String of(String type, String name) {
        return type + "--" + uuid(WAYBILL, type + "\n" + name);
    }

    private static UUID uuid(UUID namespace, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] hashed = sha1(ByteBuffer.allocate(16 + text.length)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .put(text)
                .array());
        ByteBuffer bits = ByteBuffer.wrap(hashed);
        long high = bits.getLong() & ~0xf000L | 0x5000L;
        long low = bits.getLong() & ~(3L << 62) | 2L << 62;
        return new UUID(high, low);
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
