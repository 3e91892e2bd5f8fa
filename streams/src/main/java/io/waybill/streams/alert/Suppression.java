package io.waybill.streams.alert;

import io.waybill.schemas.Alert;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.rule.NetworkBlock;
import io.waybill.streams.detect.rule.Rules;
import java.util.List;
import java.util.Optional;

/**
 * Whom a suppression rule is about. A suppressed alert is still published, with the rule's name in it: subscribers leave
 * it out, and nobody has to import anything anew when the rule goes.
 */
final class Suppression {

    private Suppression() {}

    /** Whether a suppression rule is about an alert, whatever its terms. */
    static boolean isAbout(PolicyRule rule, Alert alert) {
        long from = rule.getValidFrom() == null
                ? Long.MIN_VALUE
                : rule.getValidFrom().toEpochMilli();
        long to = rule.getValidTo() == null ? Long.MAX_VALUE : rule.getValidTo().toEpochMilli();
        long start = alert.getWindow().getStart().toEpochMilli();
        return isAnyOrIn(rule.getDetectors(), alert.getDetector())
                && isAboutDestination(rule, alert.getDestination() == null ? "" : alert.getDestination())
                && isAboutModel(rule.getModels(), alert.getSubject().getValue())
                && isAnyOrIn(rule.getSubjects(), alert.getSubject().getValue())
                && start >= from
                && start < to;
    }

    private static boolean isAnyOrIn(List<String> list, String value) {
        return list.isEmpty() || list.contains(value);
    }

    private static boolean isAboutDestination(PolicyRule rule, String destination) {
        if (rule.getSites().isEmpty() && rule.getNetworks().isEmpty()) {
            return true;
        }
        return Rules.covering(rule.getSites(), destination) != null || isWithin(rule.getNetworks(), destination);
    }

    private static boolean isWithin(List<String> networks, String destination) {
        Optional<NetworkBlock> block = NetworkBlock.parse(destination);
        return block.isPresent()
                && networks.stream()
                        .map(NetworkBlock::parse)
                        .flatMap(Optional::stream)
                        .anyMatch(each -> each.contains(block.get()));
    }

    /** Subjects at the levels of firmware begin with 'manufacturer model'. */
    private static boolean isAboutModel(List<String> models, String subject) {
        return models.isEmpty()
                || models.stream().anyMatch(each -> subject.equals(each) || subject.startsWith(each + " "));
    }
}
