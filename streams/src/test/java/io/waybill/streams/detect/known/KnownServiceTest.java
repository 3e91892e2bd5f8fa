package io.waybill.streams.detect.known;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownServiceTest {

    @Test
    void isLabelledByNameAndOwner() {
        assertThat(new KnownService("Push", "Google", "push", "x").label()).isEqualTo("Push (Google)");
        assertThat(new KnownService("Clock", "", "clock", "x").label()).isEqualTo("Clock");
    }

    @ParameterizedTest(name = "{0} of {1} on a {2}: of another maker {3}")
    @CsvSource({
        "vendor-telemetry, Xiaomi, Xiaomi, false",
        "vendor-telemetry, Xiaomi, XIAOMI, false",
        "vendor-telemetry, Xiaomi, Redmi, false",
        "vendor-telemetry, Xiaomi Inc., Poco, false",
        "vendor-telemetry, Xiaomi, Samsung, true",
        "vendor-account, Huawei, Honor, false",
        "vendor-account, Oppo, OnePlus, false",
        "vendor-account, Huawei, Xiaomi, true",
        "push, Xiaomi, Samsung, false", // everybody may use it
        "ads, Google, Apple, false",
        "vendor-account, Samsung, unknown, true"
    })
    void aMakersOwnServiceIsNobodyElses(String category, String owner, String manufacturer, boolean another) {
        assertThat(new KnownService("s", owner, category, "x").ofAnotherMaker(manufacturer))
                .isEqualTo(another);
    }
}
