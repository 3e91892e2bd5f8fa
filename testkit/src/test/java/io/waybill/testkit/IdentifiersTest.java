package io.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class IdentifiersTest {

    private static Map<String, String> of(long seed, String device) {
        return Identifiers.of(seed, device).stream()
                .collect(Collectors.toMap(each -> each.kind(), each -> each.value()));
    }

    /** ISO/IEC 7812-1: from the right, every second digit doubled, the sum of digits is a multiple of ten. */
    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum % 10 == 0;
    }

    @Test
    void theCheckOfThisTestKnowsAnImei() {
        assertThat(passesLuhn("490154203237518"))
                .as("3GPP TS 23.003, annex B's way")
                .isTrue();
        assertThat(passesLuhn("490154203237519")).isFalse();
    }

    @Test
    void haveTheirFormsAndCannotBeAnybodys() {
        for (int i = 0; i < 200; i++) {
            Map<String, String> identifiers = of(3, "phone-" + i);

            assertThat(identifiers.get("IMEI")).matches("00\\d{13}").matches(IdentifiersTest::passesLuhn);
            assertThat(identifiers.get("IMSI")).matches("00101\\d{10}");
            assertThat(identifiers.get("PHONE_NUMBER")).matches("\\+1[2-9]\\d\\d55501\\d\\d");
            assertThat(identifiers.get("MAC")).matches("02(:[0-9a-f]{2}){5}");
            assertThat(identifiers.get("ADVERTISING_ID")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        }
    }

    @Test
    void dependOnSeedAndDeviceAlone() {
        assertThat(of(3, "phone-1")).isEqualTo(of(3, "phone-1")).isNotEqualTo(of(4, "phone-1"));
        Set<String> imeis = new HashSet<>();
        for (String device : List.of("phone-1", "phone-2", "phone-3", "phone-4")) {
            imeis.add(of(3, device).get("IMEI"));
        }
        assertThat(imeis).hasSize(4);
    }
}
