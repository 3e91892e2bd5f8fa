package io.waybill.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.VerdictsPart;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertBookTest {

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static Verdict verdict(String subject, double score, OptionalDouble pValue) {
        return new Verdict(
                "periodic-contact",
                SubjectLevel.DEVICE,
                subject,
                "42.62.48.0/24",
                Severity.HIGH,
                score,
                pValue,
                new Span(1_000, 2_000),
                "beats",
                12,
                3,
                OptionalDouble.empty(),
                OptionalDouble.of(5),
                12,
                1,
                new TreeMap<>(Map.of("period", 0.5)),
                new TreeMap<>(),
                "It beats.",
                List.of(new EventRef("c", 1, "e-1", 1_000, subject)),
                null);
    }

    private static VerdictsPart say(Verdict... verdicts) {
        return new VerdictsPart("42.62.48.0/24", List.of(verdicts), verdicts.length);
    }

    @Test
    void opensUpdatesAndRetracts() {
        AlertBook book = new AlertBook(1);
        book.apply(say(verdict("d", 0.8, OptionalDouble.empty())));
        Alert opened = book.settle().get(0);
        book.apply(say(verdict("d", 0.9, OptionalDouble.empty())));
        Alert updated = book.settle().get(0);
        book.apply(say());
        Alert retracted = book.settle().get(0);

        assertThat(List.of(opened, updated, retracted))
                .extracting(Alert::getStatus)
                .containsExactly(AlertStatus.OPEN, AlertStatus.UPDATED, AlertStatus.RETRACTED);
        assertThat(List.of(opened, updated, retracted))
                .extracting(Alert::getRevision)
                .containsExactly(1, 2, 3);
        assertThat(List.of(opened, updated, retracted)).extracting(Alert::getId).containsOnly(opened.getId());
    }

    @Test
    void sayingTheSameAgainPublishesNothing() {
        AlertBook book = new AlertBook(1);
        book.apply(say(verdict("d", 0.8, OptionalDouble.empty())));
        book.settle();
        book.apply(say(verdict("d", 0.8, OptionalDouble.empty())));

        assertThat(book.settle()).isEmpty();
    }

    @Test
    void aWeakTestAmongManyDoesNotStand() {
        AlertBook book = new AlertBook(1);
        book.apply(new VerdictsPart("x", List.of(verdict("weak", 0.5, OptionalDouble.of(0.005))), 1_000));

        assertThat(book.settle()).isEmpty();
    }

    @Test
    void policyNamesTheRuleThatKeepsAnAlertQuietAndTakesItBack() {
        AlertBook book = new AlertBook(1);
        book.apply(say(verdict("d", 0.8, OptionalDouble.empty())));
        book.settle();
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("quiet")
                .setKind(PolicyKind.SUPPRESSION)
                .setDetectors(List.of("periodic-contact"))
                .setNetworks(List.of("42.62.48.0/24"))
                .build();
        book.apply(new PolicyPart(List.of(rule)));
        Alert quiet = book.settle().get(0);
        book.apply(new PolicyPart(List.of()));
        Alert loud = book.settle().get(0);

        assertThat(quiet.getSuppressedBy()).isEqualTo("quiet");
        assertThat(loud.getSuppressedBy()).isNull();
    }

    @Test
    void aRuleAboutOtherThingsKeepsNothingQuiet() {
        PolicyRule otherDetector = PolicyRule.newBuilder()
                .setRuleId("a")
                .setKind(PolicyKind.SUPPRESSION)
                .setDetectors(List.of("surge"))
                .build();
        PolicyRule otherSite = PolicyRule.newBuilder()
                .setRuleId("b")
                .setKind(PolicyKind.SUPPRESSION)
                .setSites(List.of("example.com"))
                .build();
        AlertBook book = new AlertBook(1);
        book.apply(new PolicyPart(List.of(otherDetector, otherSite)));
        book.apply(say(verdict("d", 0.8, OptionalDouble.empty())));

        assertThat(book.settle()).singleElement().matches(alert -> alert.getSuppressedBy() == null);
    }

    @Test
    void afterARestartTheRevisionsGoOn() {
        AlertBook book = new AlertBook(1);
        book.apply(say(verdict("d", 0.8, OptionalDouble.empty())));
        book.settle();
        AlertBook back = new AlertBook(1);
        book.writeChanges((key, value) -> back.restore(key, value));

        assertThat(back.settle()).isEmpty();
        back.apply(say());
        assertThat(back.settle()).singleElement().matches(alert -> alert.getRevision() == 2);
    }

    /** A book of its own changelog, which keeps what a compacted topic keeps. */
    private static final class Kept {
        private final LinkedHashMap<ByteBuffer, byte @Nullable []> changelog = new LinkedHashMap<>();

        void commit(AlertBook book) {
            book.writeChanges((key, value) -> {
                changelog.remove(ByteBuffer.wrap(key));
                changelog.put(ByteBuffer.wrap(key), value);
            });
        }

        AlertBook restored(int maxRetracted) {
            AlertBook book = new AlertBook(1, maxRetracted);
            changelog.forEach((key, value) -> book.restore(key.array(), value));
            return book;
        }

        long entries() {
            return changelog.values().stream().filter(Objects::nonNull).count();
        }
    }

    private static VerdictsPart sayOf(int number, boolean stands) {
        Verdict verdict = verdict("d-" + number, 0.9, OptionalDouble.empty());
        return new VerdictsPart("site-" + number, stands ? List.of(verdict) : List.of(), stands ? 1 : 0);
    }

    @ParameterizedTest(name = "restarted: {0}")
    @ValueSource(booleans = {false, true})
    void retractedAlertsAreKnownUpToABoundAndRevisionsNeverGoBack(boolean restarted) {
        int bound = 10;
        AlertBook book = new AlertBook(1, bound);
        Kept kept = new Kept();
        Map<String, Integer> revisions = new HashMap<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 40; i++) {
                for (boolean stands : new boolean[] {true, false}) {
                    book.apply(sayOf(i, stands));
                    List<Alert> changed = book.settle();
                    assertThat(changed).hasSize(1);
                    Alert alert = changed.get(0);
                    assertThat(alert.getRevision())
                            .as("revision of %s in round %d", alert.getSubject().getValue(), round)
                            .isGreaterThan(revisions.getOrDefault(alert.getId(), 0));
                    assertThat(alert.getStatus() == AlertStatus.RETRACTED).isNotEqualTo(stands);
                    revisions.put(alert.getId(), alert.getRevision());
                }
                kept.commit(book);
                if (restarted) {
                    book = kept.restored(bound);
                    assertThat(book.settle()).as("a restart changes nothing").isEmpty();
                }
            }
        }

        assertThat(book.size()).isEqualTo(bound);
        assertThat(kept.entries())
                .as("those known, and the revision none of the others is above")
                .isEqualTo(bound + 1);
        if (!restarted) {
            assertThat(book.forgottenRetractions()).isEqualTo(3 * 40 - bound);
        }
    }

    @Test
    void aRetractedAlertThatIsKnownGoesOnWhereItWas() {
        AlertBook book = new AlertBook(1, 2);
        for (boolean stands : new boolean[] {true, false, true}) {
            book.apply(sayOf(1, stands));
            List<Alert> changed = book.settle();
            assertThat(changed).hasSize(1);
        }
        book.apply(sayOf(1, false));

        Alert retracted = book.settle().get(0);

        assertThat(retracted.getRevision()).isEqualTo(4);
        assertThat(retracted.getStatus()).isEqualTo(AlertStatus.RETRACTED);
    }

    @Test
    void whatNothingIsSaidOfAnyMoreIsNotKept() {
        AlertBook book = new AlertBook(1, 0);
        Kept kept = new Kept();
        for (int i = 0; i < 1_000; i++) {
            book.apply(sayOf(i, true));
            book.settle();
            book.apply(sayOf(i, false));
            book.settle();
            kept.commit(book);
        }

        assertThat(kept.entries()).as("a revision").isEqualTo(1);
        assertThat(book.size()).isZero();
    }
}
