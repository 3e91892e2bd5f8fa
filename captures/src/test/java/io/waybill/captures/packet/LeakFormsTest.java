package io.waybill.captures.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.DecodeSettings;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.KnownIdentifiers.Identifier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of identifier in every dress is found, none is written anywhere, and what differs by one character is let be. */
class LeakFormsTest {

    private static final String PHONE = "192.168.1.10";
    private static final List<Identifier> IDENTIFIERS = List.of(
            new Identifier("IMEI", "490154203237518"),
            new Identifier("IMSI", "262011234567890"),
            new Identifier("PHONE_NUMBER", "+491701234567"),
            new Identifier("MAC", "02:1a:2b:3c:4d:5e"),
            new Identifier("SERIAL", "R58M123ABCD"),
            new Identifier("ADVERTISING_ID", "38400000-8cf0-11bd-b23e-10b96e40000d"));

    private static Map<String, UnaryOperator<String>> dresses() {
        Map<String, UnaryOperator<String>> dresses = new LinkedHashMap<>();
        dresses.put("raw", text -> text);
        dresses.put("lower case", text -> text.toLowerCase(Locale.ROOT));
        dresses.put("upper case", text -> text.toUpperCase(Locale.ROOT));
        dresses.put("bare", text -> text.replaceAll("[^A-Za-z0-9]", ""));
        dresses.put("hex", text -> HexFormat.of().formatHex(utf8(text)));
        dresses.put("HEX", text -> HexFormat.of().withUpperCase().formatHex(utf8(text)));
        dresses.put("URL-encoded", LeakFormsTest::percent);
        dresses.put("URL-encoded, lower", text -> percent(text).toLowerCase(Locale.ROOT));
        for (int before = 0; before < 3; before++) {
            String front = "{\"a\"".substring(0, before);
            dresses.put(
                    "base64 behind " + before, text -> Base64.getEncoder().encodeToString(utf8(front + text + "}")));
        }
        dresses.put(
                "base64 for URLs",
                text -> Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(text)));
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
            dresses.put(algorithm + " hex", text -> HexFormat.of().formatHex(digest(algorithm, text)));
            dresses.put(
                    algorithm + " HEX", text -> HexFormat.of().withUpperCase().formatHex(digest(algorithm, text)));
            dresses.put(algorithm + " base64", text -> Base64.getEncoder().encodeToString(digest(algorithm, text)));
            dresses.put(
                    algorithm + " base64 for URLs",
                    text -> Base64.getUrlEncoder().encodeToString(digest(algorithm, text)));
            dresses.put(
                    algorithm + " of lower case",
                    text -> HexFormat.of().formatHex(digest(algorithm, text.toLowerCase(Locale.ROOT))));
            dresses.put(
                    algorithm + " of upper case",
                    text -> HexFormat.of().formatHex(digest(algorithm, text.toUpperCase(Locale.ROOT))));
        }
        return dresses;
    }

    static Stream<Arguments> all() {
        return IDENTIFIERS.stream()
                .flatMap(identifier -> dresses().entrySet().stream()
                        .map(dress -> Arguments.of(
                                identifier.kind(),
                                dress.getKey(),
                                dress.getValue().apply(identifier.value()))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void isFoundAndNotWrittenAnywhere(String kind, String dress, String form) {
        Decoding decoding = decode("k=" + form + "&x=1");

        assertThat(decoding.events())
                .singleElement()
                .satisfies(event -> assertThat(event.getLeaks()).as(dress).contains(kind));
        assertNothingTells(decoding, form);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("all")
    void isNotFoundOnceOneCharacterDiffers(String kind, String dress, String form) {
        StringBuilder other = new StringBuilder(form);
        int middle = form.length() / 2;
        other.setCharAt(middle, other.charAt(middle) == '7' ? '8' : '7');

        Decoding decoding = decode("k=" + other + "&x=1");

        assertThat(decoding.events())
                .singleElement()
                .satisfies(event -> assertThat(event.getLeaks()).as(dress).isEmpty());
    }

    static Stream<Arguments> separated() {
        List<Arguments> rows = new ArrayList<>();
        for (Identifier identifier : IDENTIFIERS.subList(0, 3)) {
            String digits = identifier.value().replaceAll("\\D", "");
            for (String separator : List.of(" ", "-", ".", "/", ":", "%20", "%2D", "%2d", ") ", " -")) {
                rows.add(Arguments.of(
                        identifier.kind(), separator, String.join(separator, digits.split("(?<=\\G.{3})"))));
            }
        }
        return rows.stream();
    }

    @ParameterizedTest(name = "{0} by ''{1}''")
    @MethodSource("separated")
    void digitsAreFoundWithSeparators(String kind, String separator, String written) {
        Decoding decoding = decode("n=" + written + ";");

        assertThat(decoding.events())
                .singleElement()
                .satisfies(event -> assertThat(event.getLeaks())
                        .as("separator '%s'", separator)
                        .containsExactly(kind));
        assertNothingTells(decoding, written);
    }

    private static Decoding decode(String payload) {
        byte[] file = new PcapFile(101)
                .add(Packets.ipUdp(PHONE, 40_000, "203.0.113.5", 4_242, utf8(payload)))
                .bytes();
        KnownIdentifiers known = device -> device.equals("phone-7") ? IDENTIFIERS : List.of();
        return Decoding.of(file, DecodeSettings.DEFAULTS, new NamedDevices().device("phone-7", PHONE), known);
    }

    private static void assertNothingTells(Decoding decoding, String form) {
        String written = decoding.toString().toLowerCase(Locale.ROOT);
        assertThat(written).doesNotContain(form.toLowerCase(Locale.ROOT));
        for (Identifier identifier : IDENTIFIERS) {
            assertThat(written).doesNotContain(identifier.value().toLowerCase(Locale.ROOT));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String percent(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : utf8(text)) {
            boolean plain = Character.isLetterOrDigit(b) || b == '-';
            out.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
        }
        return out.toString();
    }

    private static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(utf8(text));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
