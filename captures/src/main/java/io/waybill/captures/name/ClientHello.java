package io.waybill.captures.name;

import io.waybill.captures.packet.frame.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a TLS ClientHello lie (RFC 8446, section 4.1.2). Every length is checked against what is there.
 *
 * @param data holds the message
 * @param version legacy version
 * @param suitesAt first cipher suite
 * @param suitesEnd behind the last
 * @param extensionsAt first extension
 * @param extensionsEnd behind the last
 */
record ClientHello(byte[] data, int version, int suitesAt, int suitesEnd, int extensionsAt, int extensionsEnd) {

    static final int SERVER_NAME = 0;
    static final int SIGNATURE_ALGORITHMS = 13;
    static final int ALPN = 16;
    static final int SUPPORTED_VERSIONS = 43;
    static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;

    /**
     * The message body from {@code at} to {@code end} (behind the four bytes of type and length); null if malformed.
     */
    static @Nullable ClientHello parse(byte[] data, int at, int end) {
        int next = at + 34;
        if (next >= end) {
            return null;
        }
        int version = Wire.u16(data, at);
        next += 1 + Wire.u8(data, next);
        if (next + 2 > end) {
            return null;
        }
        int suites = next + 2;
        next = suites + Wire.u16(data, next);
        if (next >= end) {
            return null;
        }
        int suitesEnd = next;
        next += 1 + Wire.u8(data, next);
        if (next + 2 > end) {
            return new ClientHello(data, version, suites, suitesEnd, end, end);
        }
        int extensions = next + 2;
        int extensionsEnd = Math.min(extensions + Wire.u16(data, next), end);
        return new ClientHello(data, version, suites, suitesEnd, extensions, extensionsEnd);
    }

    /** Where the body of this extension starts, or -1. */
    int extension(int type) {
        for (int at = extensionsAt; at + 4 <= extensionsEnd; at = extensionEnd(at + 4)) {
            if (Wire.u16(data, at) == type) {
                return at + 4;
            }
        }
        return -1;
    }

    /** Where the extension whose body starts here ends. */
    int extensionEnd(int body) {
        return Math.min(body + Wire.u16(data, body - 2), extensionsEnd);
    }

    /** The server name, or null. */
    @Nullable
    String serverName() {
        int at = extension(SERVER_NAME);
        if (at < 0) {
            return null;
        }
        int end = extensionEnd(at);
        for (at += 2; at + 3 <= end; at += 3 + Wire.u16(data, at + 1)) {
            int length = Wire.u16(data, at + 1);
            if (Wire.u8(data, at) == 0) {
                return at + 3 + length <= end ? HostName.of(data, at + 3, length) : null;
            }
        }
        return null;
    }
}
