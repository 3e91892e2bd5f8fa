package io.waybill.captures.name;

import io.waybill.captures.packet.frame.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The JA4 fingerprint of a TLS client: what it offers, independent of the order in which it offers it.
 *
 * <p>Formula: FoxIO, "JA4: TLS client fingerprinting" (technical details, BSD 3-clause). Only JA4 itself; the other
 * members of the family carry another licence.
 */
final class Ja4 {

    static final char OVER_TCP = 't';
    static final char OVER_QUIC = 'q';

    private static final int MAX_COUNTED = 99;
    private static final String NO_LIST = "000000000000";

    /** A fleet's clients offer a few hundred different lists; what a hostile capture makes up is forgotten again. */
    private static final int MAX_DIGESTS = 1_024;

    /** Characters of the longest list whose digest is remembered. */
    private static final int MAX_KEPT = 1_024;

    private static final Map<String, String> DIGESTS = new ConcurrentHashMap<>();

    private Ja4() {}

    static String of(ClientHello hello, char transport) {
        int[] suites = numbers(hello.data(), hello.suitesAt(), hello.suitesEnd());
        int[] extensions = extensions(hello);
        int[] algorithms = listOf(hello, ClientHello.SIGNATURE_ALGORITHMS, 2);
        StringBuilder text = new StringBuilder(36);
        text.append(transport).append(version(hello));
        text.append(hello.extension(ClientHello.SERVER_NAME) >= 0 ? 'd' : 'i');
        twoDigits(text, suites.length);
        twoDigits(text, extensions.length);
        text.append(firstAndLast(hello));
        Arrays.sort(suites);
        text.append('_').append(digest(hex(suites)));
        int[] hashed = withoutNameAndProtocol(extensions);
        String list = algorithms.length == 0 ? hex(hashed) : hex(hashed) + '_' + hex(algorithms);
        return text.append('_')
                .append(hashed.length == 0 ? NO_LIST : digest(list))
                .toString();
    }

    /** What every connection to another host would change. */
    private static int[] withoutNameAndProtocol(int[] extensions) {
        int[] kept = new int[extensions.length];
        int count = 0;
        for (int type : extensions) {
            if (type != ClientHello.SERVER_NAME && type != ClientHello.ALPN) {
                kept[count++] = type;
            }
        }
        kept = Arrays.copyOf(kept, count);
        Arrays.sort(kept);
        return kept;
    }

    /** Reserved values that clients send to keep servers tolerant (RFC 8701). */
    static boolean isGrease(int value) {
        return (value & 0x0f0f) == 0x0a0a && value >>> 8 == (value & 0xff);
    }

    private static String version(ClientHello hello) {
        int[] supported = listOf(hello, ClientHello.SUPPORTED_VERSIONS, 1);
        int version = supported.length == 0 ? hello.version() : 0;
        for (int offered : supported) {
            version = Math.max(version, offered);
        }
        return switch (version) {
            case 0x0304 -> "13";
            case 0x0303 -> "12";
            case 0x0302 -> "11";
            case 0x0301 -> "10";
            case 0x0300 -> "s3";
            case 0x0002 -> "s2";
            case 0xfeff -> "d1";
            case 0xfefd -> "d2";
            case 0xfefc -> "d3";
            default -> "00";
        };
    }

    /**
     * First and last character of the first protocol offered; of its hex form where one of them is no letter or
     * digit.
     */
    private static String firstAndLast(ClientHello hello) {
        int at = hello.extension(ClientHello.ALPN);
        if (at < 0 || at + 3 > hello.extensionEnd(at)) {
            return "00";
        }
        int length = Wire.u8(hello.data(), at + 2);
        if (length == 0 || at + 3 + length > hello.extensionEnd(at)) {
            return "00";
        }
        int first = Wire.u8(hello.data(), at + 3);
        int last = Wire.u8(hello.data(), at + 2 + length);
        if (isAlphanumeric(first) && isAlphanumeric(last)) {
            return "" + (char) first + (char) last;
        }
        HexFormat format = HexFormat.of();
        return "" + format.toHighHexDigit(first) + format.toLowHexDigit(last);
    }

    private static boolean isAlphanumeric(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static int[] extensions(ClientHello hello) {
        int[] types = new int[(hello.extensionsEnd() - hello.extensionsAt()) / 4];
        int count = 0;
        for (int at = hello.extensionsAt(); at + 4 <= hello.extensionsEnd(); at = hello.extensionEnd(at + 4)) {
            int type = Wire.u16(hello.data(), at);
            if (!isGrease(type)) {
                types[count++] = type;
            }
        }
        return Arrays.copyOf(types, count);
    }

    /** The two-byte numbers of a list extension behind its length of {@code lengthBytes}. */
    private static int[] listOf(ClientHello hello, int extension, int lengthBytes) {
        int at = hello.extension(extension);
        return at < 0 ? new int[0] : numbers(hello.data(), at + lengthBytes, hello.extensionEnd(at));
    }

    private static int[] numbers(byte[] data, int at, int end) {
        int[] numbers = new int[Math.max(0, (end - at) / 2)];
        int count = 0;
        for (int i = at; i + 2 <= end; i += 2) {
            int number = Wire.u16(data, i);
            if (!isGrease(number)) {
                numbers[count++] = number;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private static String hex(int[] values) {
        HexFormat format = HexFormat.of();
        StringBuilder text = new StringBuilder(5 * values.length);
        for (int value : values) {
            text.append(text.isEmpty() ? "" : ",").append(format.toHexDigits((char) value));
        }
        return text.toString();
    }

    private static void twoDigits(StringBuilder text, int count) {
        int shown = Math.min(count, MAX_COUNTED);
        text.append((char) ('0' + shown / 10)).append((char) ('0' + shown % 10));
    }

    private static String digest(String list) {
        if (list.isEmpty()) {
            return NO_LIST;
        }
        if (list.length() > MAX_KEPT) {
            return newDigest(list);
        }
        String known = DIGESTS.get(list);
        if (known != null) {
            return known;
        }
        if (DIGESTS.size() >= MAX_DIGESTS) {
            DIGESTS.clear();
        }
        String digest = newDigest(list);
        DIGESTS.put(list, digest);
        return digest;
    }

    private static String newDigest(String list) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
