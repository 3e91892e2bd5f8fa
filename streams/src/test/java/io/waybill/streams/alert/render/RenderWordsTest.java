package io.waybill.streams.alert.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated("sets the locale that all of this JVM reads")
class RenderWordsTest {

    @Test
    void wordsDoNotHangOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(Words.of(Severity.INFORMATIONAL)).isEqualTo("informational");
            assertThat(Words.of(SubjectLevel.DEVICE)).isEqualTo("device");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.0/24, true", "2001:db8::/48, true", "example.com, false", "'', false"})
    void tellsANetworkFromASite(String destination, boolean network) {
        assertThat(Words.isNetwork(destination)).isEqualTo(network);
    }

    @Test
    void aTitleLeavesOutADestinationThatIsNone() {
        assertThat(Words.title("surge", "Acme One", "")).isEqualTo("surge: Acme One");
        assertThat(Words.title("surge", "Acme One", "example.com")).isEqualTo("surge: Acme One -> example.com");
    }
}
