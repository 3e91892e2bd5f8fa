package io.waybill.captures.name;

import io.waybill.captures.packet.frame.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The JA4 fingerprint of a TLS client: what it offers, independent of the order in which it offers it.
 *
 * <p>Formula: FoxIO, "JA4: TLS client fingerprinting" (technical details, BSD 3-clause). Only JA4 itself; the other members
 * of the family carry another licence.
 */
final class Ja4 {

    static final char OVER_TCP = 't';
    static final char OVER_QUIC = 'q';

    private static final int MAX_COUNTED = 99;
    private static final String NO_LIST = "000000000000";

    private Ja4() {}

    static String of(ClientHello hello, char transport) {
        int[] suites = numbers(hello.data(), hello.suitesAt(), hello.suitesEnd());
        int[] extensions = extensions(hello);
        int[] hashed = Arrays.stream(extensions)
                .filter(type -> type != ClientHello.SERVER_NAME && type != ClientHello.ALPN)
                .sorted()
                .toArray();
        int[] algorithms = listOf(hello, ClientHello.SIGNATURE_ALGORITHMS, 2);
        String extensionText = hex(hashed) + (algorithms.length == 0 ? "" : "_" + hex(algorithms));
        return transport
                + version(hello)
                + (hello.extension(ClientHello.SERVER_NAME) >= 0 ? 'd' : 'i')
                + twoDigits(suites.length)
                + twoDigits(extensions.length)
                + firstAndLast(hello)
                + '_'
                + digest(hex(Arrays.stream(suites).sorted().toArray()))
                + '_'
                + (hashed.length == 0 ? NO_LIST : digest(extensionText));
    }

    /** Reserved values that clients send to keep servers tolerant (RFC 8701). */
    static boolean isGrease(int value) {
        return (value & 0x0f0f) == 0x0a0a && value >>> 8 == (value & 0xff);
    }

    private static String version(ClientHello hello) {
        int version = Arrays.stream(listOf(hello, ClientHello.SUPPORTED_VERSIONS, 1))
                .max()
                .orElse(hello.version());
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

    /** First and last character of the first protocol offered; of its hex form where one of them is no letter or digit. */
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
        IntStream.Builder types = IntStream.builder();
        for (int at = hello.extensionsAt(); at + 4 <= hello.extensionsEnd(); at = hello.extensionEnd(at + 4)) {
            types.add(Wire.u16(hello.data(), at));
        }
        return types.build().filter(type -> !isGrease(type)).toArray();
    }

    /** The two-byte numbers of a list extension behind its length of {@code lengthBytes}. */
    private static int[] listOf(ClientHello hello, int extension, int lengthBytes) {
        int at = hello.extension(extension);
        return at < 0 ? new int[0] : numbers(hello.data(), at + lengthBytes, hello.extensionEnd(at));
    }

    private static int[] numbers(byte[] data, int at, int end) {
        return IntStream.range(0, Math.max(0, (end - at) / 2))
                .map(i -> Wire.u16(data, at + 2 * i))
                .filter(value -> !isGrease(value))
                .toArray();
    }

    private static String hex(int[] values) {
        return Arrays.stream(values).mapToObj(v -> String.format("%04x", v)).collect(Collectors.joining(","));
    }

    private static String twoDigits(int count) {
        return String.format("%02d", Math.min(count, MAX_COUNTED));
    }

    private static String digest(String list) {
        if (list.isEmpty()) {
            return NO_LIST;
        }
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(sha, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
