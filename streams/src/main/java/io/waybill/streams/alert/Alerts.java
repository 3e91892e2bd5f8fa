package io.waybill.streams.alert;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.AlertWindow;
import io.waybill.schemas.Evidence;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Verdicts as alerts. Pure functions. */
public final class Alerts {

    private static final int ID_BYTES = 10;

    private Alerts() {}

    /**
     * The id of the alert on this detector, subject and destination: the first 80 bits of the SHA-256 of their names, so that
     * a re-run replaces its alerts and never doubles them.
     */
    public static String id(Verdict verdict) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(verdict.alertKey().getBytes(StandardCharsets.UTF_8));
            return "wb-" + HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * The alert about a verdict, at revision 1.
     *
     * @param suppressedBy rule that keeps it quiet, or null
     */
    public static Alert of(Verdict verdict, @Nullable String suppressedBy) {
        return Alert.newBuilder()
                .setId(id(verdict))
                .setDetector(verdict.detector())
                .setSubject(AlertSubject.newBuilder()
                        .setLevel(verdict.level())
                        .setValue(verdict.subject())
                        .build())
                .setDestination(verdict.destination())
                .setSeverity(verdict.severity())
                .setScore(verdict.score())
                .setWindow(AlertWindow.newBuilder()
                        .setStart(Instant.ofEpochMilli(verdict.window().start()))
                        .setEnd(Instant.ofEpochMilli(verdict.window().end()))
                        .build())
                .setMeasure(verdict.measure())
                .setObserved(verdict.observed())
                .setExpected(verdict.expected())
                .setLowerBound(orNull(verdict.lowerBound()))
                .setUpperBound(orNull(verdict.upperBound()))
                .setSamples(verdict.samples())
                .setDevices(verdict.devices())
                .setSubscores(new TreeMap<>(verdict.subscores()))
                .setParameters(new TreeMap<>(verdict.parameters()))
                .setExplanation(verdict.explanation())
                .setEvidence(evidence(verdict.evidence()))
                .setStatus(AlertStatus.OPEN)
                .setSuppressedBy(suppressedBy)
                .setKnownService(verdict.knownService())
                .build();
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static List<Evidence> evidence(List<EventRef> events) {
        List<Evidence> evidence = new ArrayList<>(events.size());
        for (EventRef event : events) {
            evidence.add(Evidence.newBuilder()
                    .setCapture(event.capture())
                    .setPosition(event.position())
                    .setEventId(event.eventId())
                    .setTime(Instant.ofEpochMilli(event.time()))
                    .setDeviceId(event.deviceId())
                    .build());
        }
        return evidence;
    }

    /** All that an alert says, as text whose maps are in order: equal alerts give equal text, also after a round trip. */
    public static String canonicalOf(Alert alert) {
        return String.join(
                "\n",
                alert.getId(),
                alert.getSeverity().name(),
                String.valueOf(alert.getScore()),
                alert.getWindow().toString(),
                alert.getMeasure(),
                String.valueOf(alert.getObserved()),
                String.valueOf(alert.getExpected()),
                String.valueOf(alert.getLowerBound()),
                String.valueOf(alert.getUpperBound()),
                String.valueOf(alert.getSamples()),
                String.valueOf(alert.getDevices()),
                new TreeMap<>(alert.getSubscores()).toString(),
                new TreeMap<>(alert.getParameters()).toString(),
                alert.getExplanation(),
                alert.getEvidence().toString(),
                String.valueOf(alert.getSuppressedBy()),
                String.valueOf(alert.getKnownService()));
    }
}
