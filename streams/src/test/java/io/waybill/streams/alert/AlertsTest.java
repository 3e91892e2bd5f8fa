package io.waybill.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlertsTest {

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static Verdict verdict(
            String detector, SubjectLevel level, String subject, String destination, String explanation) {
        return new Verdict(
                detector,
                level,
                subject,
                destination,
                Severity.MEDIUM,
                0.75,
                OptionalDouble.of(1e-9),
                new Span(1_000, 2_000),
                "beats",
                12,
                3,
                OptionalDouble.empty(),
                OptionalDouble.of(5),
                40,
                7,
                new TreeMap<>(Map.of("timing", 0.5, "presence", 0.25)),
                new TreeMap<>(Map.of("minContacts", "8")),
                explanation,
                List.of(new EventRef("c", 1, "e-1", 1_500, "phone-1")),
                "Push (Acme)");
    }

    private static Verdict plain() {
        return verdict("surge", SubjectLevel.MODEL, "Acme One", "example.com", "More than ever.");
    }

    /** SHA-256 of "surge\nMODEL\nAcme One\nexample.com" by sha256sum of GNU coreutils, the first 20 digits. */
    @Test
    void theIdIsADigestOfTheNames() {
        assertThat(Alerts.id(plain())).isEqualTo("wb-582c24c3a25a70018fc1");
    }

    @Test
    void theIdDependsOnIdentityAloneAndOnAllOfIt() {
        Set<String> ids = new HashSet<>();
        for (String detector : List.of("surge", "went-dark")) {
            for (SubjectLevel level : SubjectLevel.values()) {
                for (String subject : List.of("a", "b")) {
                    for (String destination : List.of("example.com", "192.0.2.0/24")) {
                        ids.add(Alerts.id(verdict(detector, level, subject, destination, "")));
                    }
                }
            }
        }

        assertThat(ids).hasSize(2 * SubjectLevel.values().length * 2 * 2);
        assertThat(Alerts.id(verdict("surge", SubjectLevel.MODEL, "a", "example.com", "in other words")))
                .isIn(ids);
    }

    @Test
    void anAlertSaysAllThatTheVerdictSays() {
        Alert alert = Alerts.of(plain(), null);

        assertThat(alert.getStatus()).isEqualTo(AlertStatus.OPEN);
        assertThat(alert.getRevision()).isEqualTo(1);
        assertThat(alert.getSubject().getLevel()).isEqualTo(SubjectLevel.MODEL);
        assertThat(alert.getWindow().getStart()).isEqualTo(Instant.ofEpochMilli(1_000));
        assertThat(alert.getWindow().getEnd()).isEqualTo(Instant.ofEpochMilli(2_000));
        assertThat(alert.getLowerBound()).isNull();
        assertThat(alert.getUpperBound()).isEqualTo(5);
        assertThat(alert.getSamples()).isEqualTo(40);
        assertThat(alert.getDevices()).isEqualTo(7);
        assertThat(alert.getSubscores()).containsEntry("timing", 0.5).containsEntry("presence", 0.25);
        assertThat(alert.getParameters()).containsEntry("minContacts", "8");
        assertThat(alert.getKnownService()).isEqualTo("Push (Acme)");
        assertThat(alert.getSuppressedBy()).isNull();
        assertThat(alert.getEvidence()).singleElement().satisfies(event -> {
            assertThat(event.getEventId()).isEqualTo("e-1");
            assertThat(event.getTime()).isEqualTo(Instant.ofEpochMilli(1_500));
        });
    }

    @Test
    void theCanonicalTextOutlivesARoundTrip() throws IOException {
        Alert alert = Alerts.of(plain(), "quiet");

        assertThat(Alerts.canonicalOf(Alert.fromByteBuffer(alert.toByteBuffer())))
                .isEqualTo(Alerts.canonicalOf(alert));
    }

    @Test
    void theCanonicalTextTellsWhatIsSaidAndNotHowItCameAbout() {
        String text = Alerts.canonicalOf(Alerts.of(plain(), null));

        assertThat(Alerts.canonicalOf(Alerts.of(plain(), "quiet"))).isNotEqualTo(text);
        assertThat(Alerts.canonicalOf(
                        Alerts.of(verdict("surge", SubjectLevel.MODEL, "Acme One", "example.com", "Less."), null)))
                .isNotEqualTo(text);
        Alert later = Alerts.of(plain(), null);
        later.setRevision(9);
        later.setStatus(AlertStatus.UPDATED);
        assertThat(Alerts.canonicalOf(later)).isEqualTo(text);
    }
}
