package io.waybill.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.VerdictsPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands in the end depends on what was said, not on when it was said nor on restarts in between. */
class AlertBookOrderTest {

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static VerdictsPart part(int site, Random random) {
        String destination = "site-" + site + ".example";
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            VerdictDraft draft = VerdictDraft.cohort("surge", Cohort.model("Acme", "M" + i), destination)
                    .score(random.nextDouble())
                    .explain("It does.");
            verdicts.add((random.nextBoolean() ? draft : draft.pValue(Math.pow(10, -6 * random.nextDouble()))).write());
        }
        return new VerdictsPart(destination, verdicts, 10);
    }

    private static List<Part> parts(Random random) {
        List<Part> parts = new ArrayList<>();
        for (int site = 0; site < 20; site++) {
            parts.add(part(site, random));
        }
        parts.add(new PolicyPart(List.of(PolicyRule.newBuilder()
                .setRuleId("quiet")
                .setKind(PolicyKind.SUPPRESSION)
                .setSites(List.of("SITE-1.example", "site-2.example"))
                .build())));
        return parts;
    }

    /** The last of each alert that stands, by id, as text without revision. */
    private static Map<String, String> standing(List<Alert> told) {
        TreeMap<String, String> standing = new TreeMap<>();
        for (Alert alert : told) {
            if (alert.getStatus() == AlertStatus.RETRACTED) {
                standing.remove(alert.getId());
            } else {
                standing.put(alert.getId(), Alerts.canonicalOf(alert));
            }
        }
        return standing;
    }

    private static AlertBook restarted(AlertBook book, Map<byte[], byte[]> log) {
        book.writeChanges(log::put);
        AlertBook back = new AlertBook(1);
        log.forEach(back::restore);
        return back;
    }

    @Test
    void orderAndSettlingInBetweenDoNotShow() {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            List<Part> parts = parts(random);
            AlertBook atOnce = new AlertBook(1);
            parts.forEach(atOnce::apply);
            Map<String, String> expected = standing(atOnce.settle());
            Collections.shuffle(parts, random);
            AlertBook often = new AlertBook(1);
            List<Alert> told = new ArrayList<>();
            for (Part part : parts) {
                often.apply(part);
                told.addAll(often.settle());
            }

            assertThat(standing(told)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void revisionsOfAnAlertCountUpByOneWhateverHappens() {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            AlertBook book = new AlertBook(1);
            Map<byte[], byte[]> log = new LinkedHashMap<>();
            Map<String, Integer> revisions = new TreeMap<>();
            for (int step = 0; step < 60; step++) {
                book.apply(part(random.nextInt(4), random));
                for (Alert alert : book.settle()) {
                    int before = revisions.getOrDefault(alert.getId(), 0);
                    assertThat(alert.getRevision())
                            .as("seed %d, step %d", seed, step)
                            .isEqualTo(before + 1);
                    assertThat(alert.getStatus() == AlertStatus.OPEN).isEqualTo(before == 0);
                    revisions.put(alert.getId(), alert.getRevision());
                }
                if (step % 13 == 12) {
                    book = restarted(book, log);
                }
            }
            assertThat(book.size()).as("seed %d", seed).isEqualTo(revisions.size());
        }
    }
}
