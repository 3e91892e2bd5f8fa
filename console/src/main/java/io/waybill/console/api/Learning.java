package io.waybill.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.suite.Detectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which detectors still learn, and for how many models. How long a detector watches before it judges follows from the policy and the
 * length of a window, by the detector's own word; how long a model was watched, from its published activity.
 */
final class Learning {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MS_PER_HOUR = 3_600_000;

    private Learning() {}

    /**
     * One row for each detector that learns.
     *
     * @param parameterRules documents of the policy's rules that set parameters
     * @param windowMs length of a window, milliseconds
     * @param watchedMs for how long each model was watched, milliseconds
     */
    static List<Map<String, @Nullable Object>> of(List<String> parameterRules, long windowMs, List<Long> watchedMs) {
        Policy policy = new Policy(parameterRules.stream().map(Learning::rule).toList());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (DestinationDetector detector : Detectors.destinationSide()) {
            long needsMs = detector.learningMillis(policy, windowMs);
            if (needsMs > 0) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                row.put("detector", detector.id());
                row.put("needs_hours", needsMs / MS_PER_HOUR);
                row.put("models", watchedMs.size());
                row.put(
                        "models_learning",
                        watchedMs.stream().filter(ms -> ms < needsMs).count());
                rows.add(row);
            }
        }
        return rows;
    }

    /** As much of a rule as tells of parameters. */
    private static PolicyRule rule(String document) {
        try {
            JsonNode json = JSON.readTree(document);
            List<String> detectors = new ArrayList<>();
            json.path("detectors").forEach(name -> detectors.add(name.asText()));
            Map<String, String> parameters = new LinkedHashMap<>();
            json.path("parameters")
                    .properties()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().asText()));
            return PolicyRule.newBuilder()
                    .setRuleId(json.path("ruleId").asText())
                    .setKind(PolicyKind.PARAMETER)
                    .setDetectors(detectors)
                    .setParameters(parameters)
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds a rule that is no JSON", e);
        }
    }
}
