package io.waybill.testkit;

import io.waybill.captures.KnownIdentifiers.Identifier;
import io.waybill.testkit.random.RandomStream;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Made-up identifiers of a phone that cannot be anybody's: a type allocation code of the GSMA's test range (00), a mobile
 * country code kept for test networks (001), a fictional North American number (555-01xx) and a locally administered MAC.
 */
final class Identifiers {

    private Identifiers() {}

    static List<Identifier> of(long seed, String deviceId) {
        RandomStream random = RandomStream.of(seed, deviceId + "/identifiers");
        String imei = "00101700" + digits(random, 6);
        return List.of(
                new Identifier("IMEI", imei + checkDigit(imei)),
                new Identifier("IMSI", "00101" + digits(random, 10)),
                new Identifier("SERIAL", "WB" + digits(random, 10)),
                new Identifier("PHONE_NUMBER", "+1" + area(random) + "55501" + digits(random, 2)),
                new Identifier("MAC", mac(random)),
                new Identifier("ADVERTISING_ID", new UUID(random.nextLong(), random.nextLong()).toString()));
    }

    private static String area(RandomStream random) {
        return Integer.toString(200 + random.below(800));
    }

    private static String mac(RandomStream random) {
        StringBuilder mac = new StringBuilder("02");
        for (int i = 0; i < 5; i++) {
            mac.append(String.format(Locale.ROOT, ":%02x", random.below(256)));
        }
        return mac.toString();
    }

    private static String digits(RandomStream random, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.below(10)));
        }
        return digits.toString();
    }

    /** Luhn's check digit (ISO/IEC 7812-1), the last digit of an IMEI. */
    private static int checkDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? 2 * digit : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return (10 - sum % 10) % 10;
    }
}
