package io.waybill.cli.report;

import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A case, summed up for a reader.
 *
 * @param course from the first window to the last
 * @param connections contacts of all models
 * @param models most contacts first
 * @param destinations of all models together, most contacted first
 * @param findings alerts above informational that no rule keeps quiet, most serious first
 * @param notes informational alerts, in the same order
 * @param suppressed alerts that a rule keeps quiet, in the same order
 */
record CaseSummary(
        Course course,
        long connections,
        List<ModelSummary> models,
        List<DestinationSummary> destinations,
        List<Alert> findings,
        List<Alert> notes,
        List<Alert> suppressed) {

    private static final Comparator<Alert> MOST_SERIOUS_FIRST = Comparator.comparing(Alert::getSeverity)
            .thenComparing(Alert::getScore)
            .thenComparing(Alert::getDevices)
            .reversed()
            .thenComparing(Alert::getId);

    static CaseSummary of(CaseResult result) {
        List<DestinationCount> counts = result.counts();
        Course course = Course.of(counts);
        List<Alert> quiet = alerts(result, alert -> alert.getSuppressedBy() != null);
        return new CaseSummary(
                course,
                counts.stream().mapToLong(DestinationCount::getConnections).sum(),
                models(counts, course),
                destinations(counts, course),
                alerts(
                        result,
                        alert -> alert.getSuppressedBy() == null && alert.getSeverity() != Severity.INFORMATIONAL),
                alerts(
                        result,
                        alert -> alert.getSuppressedBy() == null && alert.getSeverity() == Severity.INFORMATIONAL),
                quiet);
    }

    private static List<Alert> alerts(CaseResult result, Predicate<Alert> wanted) {
        return result.alerts().stream()
                .filter(wanted)
                .sorted(MOST_SERIOUS_FIRST)
                .toList();
    }

    private static List<ModelSummary> models(List<DestinationCount> counts, Course course) {
        return grouped(counts, count -> count.getManufacturer() + "\n" + count.getModel()).values().stream()
                .map(ofModel -> model(ofModel, course))
                .sorted(Comparator.comparing(ModelSummary::connections)
                        .reversed()
                        .thenComparing(ModelSummary::title))
                .toList();
    }

    private static ModelSummary model(List<DestinationCount> counts, Course course) {
        return new ModelSummary(
                counts.get(0).getManufacturer(),
                counts.get(0).getModel(),
                counts.stream()
                        .map(DestinationCount::getFirmware)
                        .distinct()
                        .sorted()
                        .toList(),
                counts.stream().mapToLong(DestinationCount::getConnections).sum(),
                counts.stream().mapToLong(DestinationCount::getBytesSent).sum(),
                counts.stream().mapToLong(DestinationCount::getBytesReceived).sum(),
                destinations(counts, course));
    }

    private static List<DestinationSummary> destinations(List<DestinationCount> counts, Course course) {
        return grouped(counts, count -> count.getDestination() + "\n" + count.getDestinationKind()).values().stream()
                .map(ofDestination -> DestinationSummary.of(ofDestination, course))
                .sorted(Comparator.comparing(DestinationSummary::connections)
                        .reversed()
                        .thenComparing(DestinationSummary::name)
                        .thenComparing(DestinationSummary::kind))
                .toList();
    }

    private static Map<String, List<DestinationCount>> grouped(
            List<DestinationCount> counts, Function<DestinationCount, String> key) {
        return counts.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    }
}
