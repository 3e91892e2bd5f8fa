package io.waybill.streams.detect.selftest;

import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fires every detector on built-in data, all the way through the ladder and the correction for many tests. */
public final class SelfTest {

    /**
     * What became of one detector.
     *
     * @param detector its id
     * @param fired whether the verdict that its data must give was given
     * @param subject whom it is about, empty where it did not fire
     * @param severity of the verdict
     * @param explanation what an alert would say; empty where it did not fire
     */
    public record Outcome(String detector, boolean fired, String subject, Severity severity, String explanation) {}

    private SelfTest() {}

    /** One outcome per detector, in alphabetical order. */
    public static List<Outcome> run() {
        List<Outcome> outcomes = new ArrayList<>();
        for (Map.Entry<String, SelfTestData.Case> entry : SelfTestData.cases().entrySet()) {
            SelfTestData.Case data = entry.getValue();
            List<Verdict> verdicts = data.fleet().verdicts(data.policy());
            outcomes.add(verdicts.stream()
                    .filter(verdict -> verdict.detector().equals(entry.getKey()))
                    .filter(verdict -> verdict.subject().equals(data.subject()))
                    .findFirst()
                    .map(verdict -> new Outcome(
                            entry.getKey(), true, verdict.subject(), verdict.severity(), verdict.explanation()))
                    .orElseGet(() -> new Outcome(entry.getKey(), false, "", Severity.INFORMATIONAL, "")));
        }
        return List.copyOf(outcomes);
    }
}
