package io.waybill.streams.aggregate.destination;

import static io.waybill.streams.aggregate.destination.Says.activity;
import static io.waybill.streams.aggregate.destination.Says.cohorts;
import static io.waybill.streams.aggregate.destination.Says.count;
import static io.waybill.streams.aggregate.destination.Says.findings;
import static io.waybill.streams.aggregate.destination.Says.progress;
import static io.waybill.streams.aggregate.destination.Says.reach;
import static io.waybill.streams.aggregate.destination.Says.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Judgement;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.VerdictsPart;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.PackedLocator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither the order of what different senders say, nor restarts, nor where publishing is interrupted shows in what is published and in what detectors see. */
class AnyOrderTest {

    private static final long HOUR = 3_600_000L;
    private static final IpLocator NOWHERE = PackedLocator.bundled();

    /** Says in words all that it is shown. */
    private static final class Shown implements DestinationDetector {
        @Override
        public String id() {
            return "shown";
        }

        @Override
        public Judgement judge(DestinationView view, Policy policy) {
            String words = view.windows() + " " + view.reach() + " "
                    + view.findings().stream().map(Finding::deviceId).toList() + " " + view.findingsOmitted() + " "
                    + view.fleet().cohorts() + " " + view.fleet().windows() + " "
                    + view.fleet().watermark() + " "
                    + policy.rules();
            Verdict verdict = VerdictDraft.cohort(
                            id(), Cohort.FLEET, view.destination().name())
                    .explain(words)
                    .write();
            return new Judgement(List.of(verdict), 0);
        }
    }

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfStatementsOfDifferentSendersAndRestartsDoNotShow(long seed) {
        Random random = new Random(seed);
        List<List<Part>> bySender = new ArrayList<>();
        for (int sender = 0; sender < 3; sender++) {
            List<Part> says = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                says.add(count(sender, random.nextInt(4) * HOUR, random.nextInt(4)));
                says.add(activity(sender, random.nextInt(3) * HOUR, random.nextInt(3)));
                says.add(cohorts(sender, 1 + random.nextInt(3)));
                says.add(findings("phone-" + sender + random.nextInt(3), random.nextInt(2)));
                says.add(reach(sender, random.nextInt(2)));
                if (i % 10 == 9) {
                    says.add(progress(sender, i / 10 * HOUR));
                }
            }
            if (sender == 0) {
                says.add(new PolicyPart(List.of(rule("1"))));
                says.add(new PolicyPart(List.of(rule("2"))));
            }
            says.add(progress(sender, Long.MAX_VALUE));
            bySender.add(says);
        }
        TreeMap<String, String> reference = run(interleaved(bySender, new Random(0)), null);

        for (int i = 0; i < 5; i++) {
            List<Part> parts = interleaved(bySender, new Random(seed * 100 + i));
            assertThat(run(parts, null)).as("seed %d", seed).isEqualTo(reference);
            assertThat(run(parts, new Random(i))).as("restarted, seed %d", seed).isEqualTo(reference);
        }
    }

    private static List<Part> interleaved(List<List<Part>> bySender, Random random) {
        List<Integer> turns = new ArrayList<>();
        for (int sender = 0; sender < bySender.size(); sender++) {
            turns.addAll(Collections.nCopies(bySender.get(sender).size(), sender));
        }
        Collections.shuffle(turns, random);
        int[] next = new int[bySender.size()];
        return turns.stream()
                .map(sender -> bySender.get(sender).get(next[sender]++))
                .toList();
    }

    /** The published table, revisions left out, and the verdicts. */
    private static TreeMap<String, String> run(List<Part> parts, @Nullable Random restarts) {
        TreeMap<String, String> tables = new TreeMap<>();
        KeptLog log = new KeptLog();
        DestinationBook book = new DestinationBook(HOUR, 3);
        for (Part part : parts) {
            book.apply(part);
            if (restarts != null && restarts.nextInt(6) == 0) {
                int[] steps = {restarts.nextInt(6)};
                publish(book, () -> steps[0]-- > 0, tables);
                log.take(book);
                book = restarts.nextBoolean() ? log.restored(3) : log.restoredFromAll(3);
            }
        }
        publish(book, () -> true, tables);
        return tables;
    }

    private static void publish(DestinationBook book, BooleanSupplier mayGoOn, TreeMap<String, String> tables) {
        book.publish(NOWHERE, mayGoOn, each -> {
            if (each.count() == null) {
                tables.remove(each.key());
            } else {
                tables.put(
                        each.key(),
                        each.count().getConnections() + " " + each.count().getDevices());
            }
        });
        for (Publication each : book.publishActivity(0, 1)) {
            if (each.activity() == null) {
                tables.remove(each.key());
            } else {
                tables.put(
                        each.key(),
                        each.activity().getActiveDevices() + " "
                                + each.activity().getEvents());
            }
        }
        for (VerdictsPart part : book.judge(List.of(new Shown()))) {
            if (part.verdicts().isEmpty()) {
                tables.remove("verdicts");
            } else {
                tables.put("verdicts", part.verdicts().toString());
            }
        }
    }
}
