package io.waybill.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose topics are whose. */
class CaseNamesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "nobody",
            value = {
                "'', waybill.alert.v1, live",
                "'', here.waybill.alert.v1, nobody",
                "'', case.redmi.waybill.alert.v1, redmi",
                "'', case.a.b.waybill.alert.v1, a.b",
                "'', case..waybill.alert.v1, nobody",
                "here., here.waybill.alert.v1, live",
                "here., waybill.alert.v1, nobody",
                "here., there.waybill.alert.v1, nobody",
                "here., case.redmi.waybill.alert.v1, redmi"
            })
    void aTopicIsOfTheLiveStateOrOfACase(String livePrefix, String topic, @Nullable String expected) {
        assertThat(CaseNames.ofTopic(topic, livePrefix).orElse(null)).isEqualTo(expected);
        if (expected != null) {
            assertThat(CaseNames.ofStored(topic)).isEqualTo(expected);
        }
    }
}
