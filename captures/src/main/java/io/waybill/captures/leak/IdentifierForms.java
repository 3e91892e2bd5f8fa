package io.waybill.captures.leak;

import io.waybill.captures.KnownIdentifiers.Identifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The ways in which software writes an identifier: as it is, in either case, without separators or (MAC) with the
 * usual ones, percent-encoded, as hex or base64 of its characters, and as hex or base64 of its MD5, SHA-1 or SHA-256.
 */
final class IdentifierForms {

    /** Anything shorter turns up by chance. */
    static final int MIN_LENGTH = 8;

    private static final List<String> DIGESTS = List.of("MD5", "SHA-1", "SHA-256");

    private IdentifierForms() {}

    /** All forms as they stand in a payload, without repeats. Empty for an identifier that is too short to look for. */
    static Set<String> of(Identifier identifier) {
        Set<String> forms = new LinkedHashSet<>();
        for (String spelling : spellings(identifier)) {
            if (spelling.length() < MIN_LENGTH) {
                continue;
            }
            byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
            forms.add(spelling);
            forms.add(percentEncoded(bytes, true));
            forms.add(percentEncoded(bytes, false));
            bothCases(forms, HexFormat.of().formatHex(bytes));
            base64(forms, bytes);
            for (String algorithm : DIGESTS) {
                byte[] digest = digest(algorithm, bytes);
                bothCases(forms, HexFormat.of().formatHex(digest));
                String whole = Base64.getEncoder().withoutPadding().encodeToString(digest);
                forms.add(whole);
                forms.add(whole.replace('+', '-').replace('/', '_'));
            }
        }
        return forms;
    }

    private static Set<String> spellings(Identifier identifier) {
        Set<String> spellings = new LinkedHashSet<>();
        String value = identifier.value().strip();
        bothCases(spellings, value);
        spellings.add(value);
        String bare = value.replaceAll("[^A-Za-z0-9]", "");
        bothCases(spellings, bare);
        if (identifier.kind().equals("MAC") && bare.length() == 12) {
            bothCases(spellings, String.join(":", pairs(bare)));
            bothCases(spellings, String.join("-", pairs(bare)));
        }
        return spellings;
    }

    private static void bothCases(Set<String> forms, String text) {
        forms.add(text.toLowerCase(Locale.ROOT));
        forms.add(text.toUpperCase(Locale.ROOT));
    }

    private static List<String> pairs(String bare) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < bare.length(); i += 2) {
            pairs.add(bare.substring(i, i + 2));
        }
        return pairs;
    }

    /** Escapes come in either case, whatever the case of the identifier's own letters. */
    private static String percentEncoded(byte[] bytes, boolean upper) {
        HexFormat hex = upper ? HexFormat.of().withUpperCase() : HexFormat.of();
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || "-_.~".indexOf(b) >= 0;
            text.append(plain ? String.valueOf((char) b) : "%" + hex.toHexDigits(b));
        }
        return text.toString();
    }

    /**
     * Base64 of text that contains the identifier anywhere: it may start at any of three places in a group of three
     * bytes. What depends on the neighbours is left off.
     */
    private static void base64(Set<String> forms, byte[] bytes) {
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = before == 0 ? 0 : before + 1;
            int to = text.length() - (shifted.length % 3 == 0 ? 0 : 1);
            String part = text.substring(from, to);
            forms.add(part);
            forms.add(part.replace('+', '-').replace('/', '_'));
        }
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
