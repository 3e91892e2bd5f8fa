package io.waybill.captures.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.KnownIdentifiers.Identifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ends of what is looked for and of where it is looked for. */
class LeakScanTest {
    private static final String IMEI = "490154203237518";

    private static LeakScan scan(String kind, String value) {
        return Objects.requireNonNull(
                new IdentifierScanners(device -> List.of(new Identifier(kind, value))).scan("phone-1"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Segments that continue each other; what the buffer holds around them is none of theirs. */
    private static List<String> found(LeakScan scan, String before, String segments, String behind) {
        int sequence = -3;
        for (String segment : segments.split("\\|", -1)) {
            scan.payload(true, sequence, ascii(before + segment + behind), before.length(), segment.length());
            sequence += segment.length();
        }
        return IdentifierKinds.names(scan.found());
    }

    @ParameterizedTest(name = "{0} {1} in {2}: {3}")
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
        SERIAL;       ABCDEFGH;            abcdefgh;                    true
        SERIAL;       ABCDEFG;             abcdefg;                     false
        SERIAL;       ABCDEFGH;            abcdefg;                     false
        SERIAL;       AB-CD-EF-G;          abcdefg;                     false
        SERIAL;       AB-CD-EF-GH;         abcdefgh;                    true
        SERIAL;       123456789;           1 2 3 4 5 6 7 8 9;           false
        PHONE_NUMBER; 123456789;           1 2 3 4 5 6 7 8 9;           true
        PHONE_NUMBER; 12345678;            1 2 3 4 5 6 7 8;             false
        PHONE_NUMBER; 123456789012345678;  1 23456789012345678;         true
        PHONE_NUMBER; 123456789012345678;  0123 456789012345678;        true
        PHONE_NUMBER; 1234567890123456789; 1 234567890123456789;        false
        PHONE_NUMBER; 012345678;           0-12345678;                  true
        PHONE_NUMBER; 012345678;           x-12345678;                  false
        PHONE_NUMBER; 012345678;           9-12345678;                  false
        PHONE_NUMBER; 123456789;           77-123-456789;               true
        PHONE_NUMBER; 123456789;           123.456/789;                 true
        PHONE_NUMBER; 123456789;           (123)456+789;                true
        PHONE_NUMBER; 123456789;           123:456  789;                true
        PHONE_NUMBER; 123456789;           123   456789;                false
        PHONE_NUMBER; 123456789;           1-2 -3456789;                true
        PHONE_NUMBER; 123456789;           123_456789;                  false
        PHONE_NUMBER; 123456789;           123,456789;                  false
        PHONE_NUMBER; 123456789;           123*456789;                  false
        PHONE_NUMBER; 123456789;           123%20456789;                true
        PHONE_NUMBER; 123456789;           123%20%20456789;             true
        PHONE_NUMBER; 123456789;           123%20%20%20456789;          false
        PHONE_NUMBER; 123456789;           123%2G456789;                false
        PHONE_NUMBER; 123456789;           123%G0456789;                false
        PHONE_NUMBER; 123456789;           123%21456789;                false
        PHONE_NUMBER; 123456789;           "123%20|456 789";            true
        PHONE_NUMBER; 123456789;           "123%2|456 789";             false
        PHONE_NUMBER; 123456789;           "1234567-8|9";               true
        IMSI;         262011234567890;     2620112-34567890;            true
        IMEI;         49015420323751;      4901542-0323751;             true
        IMEI;         490154203237518;     4901542-03237519;            true
        IMEI;         490154203237518;     4901542-0323761;             false
        """)
    void numbersAndTextsHaveALeastLength(String kind, String value, String payload, boolean isFound) {
        assertThat(found(scan(kind, value), "", payload, "")).isEqualTo(isFound ? List.of(kind) : List.of());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
        ABCDEFGH;            true
        xABCDEFGHx;          true
        ABCD|EFGH;           true
        A|BCDEFG|H;          true
        ABCDEFG|x|H;         false
        ||ABCDEFG||H;        true
        x|A|B|C|D|E|F|G|H;   true
        0123456789012345678901234567890123456789012345678901234567890123456789ABCDEFG|Hx; true
        BCDEFGH;             false
        ABCDEFG;             false
        """)
    void aTextIsFoundAcrossSegmentsAndNotBeyondThem(String segments, boolean isFound) {
        List<String> found = found(scan("SERIAL", "ABCDEFGH"), "A", segments, "H");

        assertThat(found).isEqualTo(isFound ? List.of("SERIAL") : List.of());
    }

    @Test
    void aSegmentThatDoesNotContinueTheOneBeforeStartsAnew() {
        for (int gap : new int[] {-1, 0, 1}) {
            for (String text : List.of("R58M123A", "4901542-03237518")) {
                LeakScan scan = scan(text.startsWith("R") ? "SERIAL" : "IMEI", text.replace("-", ""));
                byte[] bytes = ascii(text);
                scan.payload(true, 100, bytes, 0, 6);
                scan.payload(true, 106 + gap, bytes, 6, bytes.length - 6);
                assertThat(scan.found() != 0).as("%s, gap of %d", text, gap).isEqualTo(gap == 0);
            }
        }
    }

    @Test
    void anIdentifierTooShortToLookForIsNotFoundAndDoesNoHarm() {
        assertThat(found(scan("SERIAL", "A"), "", "A|A", "")).isEmpty();
        assertThat(found(scan("SERIAL", ""), "", "||A", "")).isEmpty();
    }

    @Test
    void escapesAreMadeOfWhatIsNeitherLetterNorDigitNorOneOfFour() {
        assertThat(IdentifierForms.of(new Identifier("SERIAL", "/09:@AZ[`az{-_.~")))
                .contains("%2F09%3A%40AZ%5B%60az%7B-_.~", "%2f09%3a%40AZ%5b%60az%7b-_.~");
        assertThat(IdentifierForms.of(new Identifier("SERIAL", "ü-0123456"))).contains("%C3%BC-0123456");
    }

    @Test
    void onlyAMacOfTwelveDigitsIsWrittenInPairs() {
        assertThat(IdentifierForms.of(new Identifier("MAC", "021a2b3c4d5e")))
                .contains("02:1a:2b:3c:4d:5e", "02:1A:2B:3C:4D:5E", "02-1a-2b-3c-4d-5e", "02-1A-2B-3C-4D-5E");
        assertThat(IdentifierForms.of(new Identifier("MAC", "021a2b3c4d"))).doesNotContain("02:1a:2b:3c:4d");
        assertThat(IdentifierForms.of(new Identifier("SERIAL", "021a2b3c4d5e"))).doesNotContain("02:1a:2b:3c:4d:5e");
    }

    @Test
    void base64DependsNeitherOnWhatStandsBeforeNorOnWhatFollows() {
        for (int length = 8; length <= 10; length++) {
            String value = "ABCDEFGHIJ".substring(0, length);
            for (int before = 0; before < 6; before++) {
                for (String behind : List.of("", "\u0000", "\u00ff", "\u00ff\u00ff", "\u00ff\u00ff\u00ff")) {
                    String text = "\u00ff".repeat(before) + value + behind;
                    String encoded = Base64.getEncoder().encodeToString(ascii(text));
                    assertThat(found(scan("SERIAL", value), "", encoded, ""))
                            .as("%d before, %d of %d", before, length, text.length())
                            .containsExactly("SERIAL");
                }
            }
        }
    }

    @Test
    void theLastGroupOfBase64IsComparedWhole() {
        String other = Base64.getEncoder().encodeToString(ascii("ABCDEFGHJ"));
        assertThat(found(scan("SERIAL", "ABCDEFGHI"), "", other, "")).isEmpty();
    }

    @Test
    void kindsAreBitsInTheOrderOfTheirNames() {
        List<String> all = List.of("ADVERTISING_ID", "IMEI", "IMSI", "MAC", "PHONE_NUMBER", "SERIAL");
        for (int i = 0; i < all.size(); i++) {
            assertThat(IdentifierKinds.bit(all.get(i))).isEqualTo(1 << i);
            assertThat(IdentifierKinds.names(1 << i)).containsExactly(all.get(i));
        }
        assertThat(IdentifierKinds.names((1 << all.size()) - 1)).isEqualTo(all);
        assertThat(IdentifierKinds.names(0)).isEmpty();
        assertThat(IdentifierKinds.bit("SHOE_SIZE")).isZero();
    }

    @Test
    void scannersAreMadeOncePerDeviceAndTheOneLongestNotAskedForIsForgotten() {
        List<String> asked = new ArrayList<>();
        IdentifierScanners scanners = new IdentifierScanners(device -> {
            asked.add(device);
            return device.equals("stranger") ? List.of() : List.of(new Identifier("IMEI", IMEI));
        });
        for (int i = 0; i < IdentifierScanners.MAX_SCANNERS; i++) {
            scanners.scan("phone-" + i);
        }
        assertThat(scanners.scan("stranger")).isNull();
        scanners.scan("phone-0");
        scanners.scan("another");
        scanners.scan("phone-0");
        assertThat(asked).hasSize(IdentifierScanners.MAX_SCANNERS + 2);

        scanners.scan("phone-1");
        assertThat(asked).hasSize(IdentifierScanners.MAX_SCANNERS + 3).endsWith("another", "phone-1");
        assertThat(scanners.isIdle()).isFalse();
        assertThat(new IdentifierScanners(KnownIdentifiers.NONE).isIdle()).isTrue();
    }
}
