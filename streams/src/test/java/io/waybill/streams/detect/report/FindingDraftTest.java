package io.waybill.streams.detect.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.selftest.SampleHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingDraftTest {

    private static Finding of(PairHistory history) {
        return new FindingDraft("d", history, history.contacts()).write();
    }

    @Test
    void takesWhomAndWhereFromTheHistory() {
        Finding finding = of(SampleHistory.of("phone-1", "Acme", "One")
                .site("example.com", "a.example.com")
                .firmware("A")
                .at(1_000)
                .firmware("B")
                .at(5_000)
                .build());

        assertThat(finding.deviceId()).isEqualTo("phone-1");
        assertThat(finding.manufacturer()).isEqualTo("Acme");
        assertThat(finding.destination()).isEqualTo("example.com");
        assertThat(finding.firmware()).isEqualTo("B");
        assertThat(finding.samples()).isEqualTo(2);
        assertThat(finding.window()).isEqualTo(new Span(1_000, 5_001));
        assertThat(finding.evidence()).hasSize(2);
        assertThat(finding.facts()).isEmpty();
    }

    @ParameterizedTest(name = "apps {0} and {1}: ''{2}''")
    @CsvSource({"com.x, com.x, com.x", "com.x, com.y, ''", "com.x, , ''", ", com.x, ''", ", , ''"})
    void namesTheAppThatAllContactsShare(
            @org.jspecify.annotations.Nullable String first,
            @org.jspecify.annotations.Nullable String second,
            String shared) {
        SampleHistory history = SampleHistory.device("p");
        if (first != null) {
            history.app(first);
        }
        history.at(1);
        PairHistory one = history.build();
        SampleHistory other = SampleHistory.device("p");
        if (second != null) {
            other.app(second);
        }
        var contacts = new java.util.ArrayList<>(one.contacts());
        contacts.addAll(other.at(2).build().contacts());

        assertThat(new FindingDraft("d", one, contacts).write().app()).isEqualTo(shared);
    }

    @Test
    void roundsNumbersOnceAndKeepsTheScoreBetweenNoneAndAll() {
        PairHistory history = SampleHistory.device("p").at(1).build();
        Finding finding = new FindingDraft("d", history, history.contacts())
                .score(1.7)
                .measured("m", 0.12345678, Double.POSITIVE_INFINITY)
                .fact("f", 1.0 / 3)
                .subscore("s", Double.NaN)
                .samples(99)
                .window(new Span(3, 4))
                .firmware("Z")
                .note("n", "evil\n\u202e")
                .write();

        assertThat(finding.score()).isEqualTo(1);
        assertThat(finding.observed()).isEqualTo(0.123457);
        assertThat(finding.expected()).isEqualTo(Double.MAX_VALUE);
        assertThat(finding.facts()).containsEntry("f", 0.333333);
        assertThat(finding.subscores()).containsEntry("s", 0.0);
        assertThat(finding.samples()).isEqualTo(99);
        assertThat(finding.window()).isEqualTo(new Span(3, 4));
        assertThat(finding.firmware()).isEqualTo("Z");
        assertThat(finding.notes()).containsEntry("n", "evil\n\u202e");
    }

    @Test
    void showsTheParametersAskedForSoFar() {
        PairHistory history = SampleHistory.device("p").at(1).build();
        Parameters parameters = Parameters.of(Policy.EMPTY, "d");
        parameters.number("hours", 4, 0, 10);
        Finding finding = new FindingDraft("d", history, history.contacts())
                .parameters(parameters)
                .write();
        parameters.number("later", 1, 0, 10);

        assertThat(finding.parameters()).containsOnlyKeys("hours").containsEntry("hours", "4");
    }

    @Test
    void aStrangerFromOutsideIsMarked() {
        Finding finding = of(SampleHistory.of("unknown-216.245.221.83", "unknown", "unknown")
                .local("192.168.1.0/24", "192.168.1.5", 80)
                .at(1)
                .build());

        assertThat(finding.facts()).containsEntry("outside", 1.0);
    }
}
