package io.waybill.streams.detect.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictDraftTest {

    private static Finding finding(String deviceId) {
        PairHistory history = SampleHistory.of(deviceId, "unknown", "unknown")
                .local("192.168.1.0/24", "192.168.1.5", 80)
                .at(1_000, 2_000)
                .build();
        Parameters parameters = Parameters.of(Policy.EMPTY, "surge");
        parameters.number("times", 4, 1, 9);
        return new FindingDraft("surge", history, history.contacts())
                .parameters(parameters)
                .score(0.4)
                .measured("contacts", 2, 1)
                .subscore("s", 0.5)
                .write();
    }

    @Test
    void takesOverWhatTheFindingSays() {
        Verdict verdict = VerdictDraft.device(finding("phone-1"))
                .severity(Severity.HIGH)
                .explain("It does.")
                .write();

        assertThat(verdict.level()).isEqualTo(SubjectLevel.DEVICE);
        assertThat(verdict.subject()).isEqualTo("phone-1");
        assertThat(verdict.destination()).isEqualTo("192.168.1.0/24");
        assertThat(verdict.severity()).isEqualTo(Severity.HIGH);
        assertThat(verdict.score()).isEqualTo(0.4);
        assertThat(verdict.window()).isEqualTo(new Span(1_000, 2_001));
        assertThat(verdict.observed()).isEqualTo(2);
        assertThat(verdict.parameters()).isEqualTo(Map.of("times", "4"));
        assertThat(verdict.measure()).isEqualTo("contacts");
        assertThat(verdict.expected()).isEqualTo(1);
        assertThat(verdict.samples()).isEqualTo(2);
        assertThat(verdict.devices()).isEqualTo(1);
        assertThat(verdict.evidence()).isEqualTo(finding("phone-1").evidence()).hasSize(2);
        assertThat(verdict.subscores()).containsEntry("s", 0.5);
        assertThat(verdict.pValue()).isEmpty();
        assertThat(verdict.explanation()).isEqualTo("It does.");
    }

    @Test
    void aStrangersVerdictIsInformationalWhateverTheSeverity() {
        Verdict verdict = VerdictDraft.device(finding("unknown-216.245.221.83"))
                .severity(Severity.CRITICAL)
                .explain("It does.")
                .write();

        assertThat(verdict.severity()).isEqualTo(Severity.INFORMATIONAL);
        assertThat(verdict.explanation())
                .isEqualTo("It does. It is a stranger's address that calls in from the Internet, no device of this"
                        + " network.");
    }

    @Test
    void aCohortsVerdictBeginsEmptyAndHoldsPlainNumbersOnly() {
        Verdict empty = VerdictDraft.cohort("surge", Cohort.model("Acme", "One"), "example.com")
                .write();
        Verdict full = VerdictDraft.cohort("surge", Cohort.model("Acme", "One"), "example.com")
                .score(-3)
                .pValue(1.23456789e-20)
                .atLeast(Double.NEGATIVE_INFINITY)
                .atMost(2.00000049)
                .measured("contacts", Double.NaN, 1e12)
                .window(5, 6)
                .samples(7)
                .devices(8)
                .knownService("Push")
                .parameters(Map.of("hours", "4"))
                .evidence(IntStream.range(0, 50)
                        .mapToObj(i -> new EventRef("c", i, "e" + i, i, "d"))
                        .toList())
                .write();

        assertThat(empty.severity()).isEqualTo(Severity.INFORMATIONAL);
        assertThat(empty.pValue()).isEmpty();
        assertThat(empty.evidence()).isEmpty();
        assertThat(empty.alertKey())
                .isEqualTo("surge\nMODEL\nAcme One\nexample.com")
                .isEqualTo(full.alertKey());
        assertThat(full.score()).isZero();
        assertThat(full.pValue().orElseThrow()).isCloseTo(1.23457e-20, within(1e-34));
        assertThat(full.lowerBound()).hasValue(-Double.MAX_VALUE);
        assertThat(full.upperBound()).hasValue(2);
        assertThat(full.observed()).isZero();
        assertThat(full.expected()).isEqualTo(1e12);
        assertThat(full.evidence()).hasSize(Evidence.MOST);
        assertThat(List.of(full.samples(), full.devices())).containsExactly(7L, 8L);
        assertThat(full.knownService()).isEqualTo("Push");
        assertThat(full.parameters()).isEqualTo(Map.of("hours", "4"));
        assertThat(full.window()).isEqualTo(new Span(5, 6));
    }
}
