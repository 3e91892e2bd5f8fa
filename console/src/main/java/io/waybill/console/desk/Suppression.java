package io.waybill.console.desk;

import io.waybill.schemas.Alert;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.SubjectLevel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rule that keeps an alert quiet, and others like it: alerts of the same detector about the same destination. The alert stays
 * published and countable, with the rule's name in it.
 */
public final class Suppression {

    private static final int MAX_TITLE_CHARS = 200;

    /** Whose alerts are kept quiet. */
    public enum Scope {
        /** Those about the same device, firmware, model, app or maker. */
        SUBJECT,
        /** Those about one model and its firmware; the pipeline knows alerts about a device by the device alone. */
        MODEL,
        /** Everybody's. */
        EVERYONE;

        /** The scope of that name in lower case. */
        public static Scope of(String name) {
            try {
                return valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new DeskException(DeskException.Reason.WRONG, "scope is subject, model or everyone, not " + name);
            }
        }
    }

    private Suppression() {}

    /**
     * The rule. The same choice gives the same id, so doing it twice is doing it once.
     *
     * @param model the alert concerns; null where it concerns none
     * @param title why, for the reader of a suppressed alert; empty names the alert
     */
    public static PolicyRule of(Alert alert, @Nullable String model, Scope scope, String title) {
        String destination = alert.getDestination();
        if (destination == null || destination.isEmpty()) {
            throw new DeskException(
                    DeskException.Reason.WRONG,
                    "this alert is about no destination, and a rule must not silence a detector");
        }
        List<String> models = models(alert, model, scope);
        List<String> subjects =
                scope == Scope.SUBJECT ? List.of(alert.getSubject().getValue()) : List.of();
        boolean network = destination.indexOf('/') >= 0;
        String identity = String.join(
                "\n", alert.getDetector(), destination, String.join("\n", models), String.join("\n", subjects));
        return PolicyRule.newBuilder()
                .setRuleId("console-" + UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)))
                .setKind(PolicyKind.SUPPRESSION)
                .setTitle(title(alert, title))
                .setDetectors(List.of(alert.getDetector()))
                .setSites(network ? List.of() : List.of(destination))
                .setNetworks(network ? List.of(destination) : List.of())
                .setModels(models)
                .setSubjects(subjects)
                .build();
    }

    private static List<String> models(Alert alert, @Nullable String model, Scope scope) {
        return switch (scope) {
            case EVERYONE, SUBJECT -> List.of();
            case MODEL -> {
                if (model == null || alert.getSubject().getLevel() == SubjectLevel.DEVICE) {
                    throw new DeskException(
                            DeskException.Reason.WRONG,
                            "an alert about a device or about no single model cannot be kept quiet by model: choose"
                                    + " subject or everyone");
                }
                yield List.of(model);
            }
        };
    }

    private static String title(Alert alert, String title) {
        String line = title.replaceAll("\\p{Cntrl}", " ").strip();
        if (line.isEmpty()) {
            return "kept quiet from the console, because of alert " + alert.getId();
        }
        return line.length() > MAX_TITLE_CHARS ? line.substring(0, MAX_TITLE_CHARS) : line;
    }
}
