package io.waybill.cli.evaluate;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Severity;
import io.waybill.streams.CaseTables;
import io.waybill.streams.LocalRun;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.testkit.FleetSimulator;
import io.waybill.testkit.SimulationParameters;
import io.waybill.testkit.score.ReportedAlert;
import io.waybill.testkit.score.ScoreReport;
import io.waybill.testkit.score.Scorer;
import io.waybill.testkit.truth.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One simulated fleet, put through the pipeline's own books in this process and scored.
 *
 * @param parameters what was simulated
 * @param events delivered
 * @param alerts what was said, retracted ones included
 * @param score against the truth
 */
public record Trial(SimulationParameters parameters, long events, List<Alert> alerts, ScoreReport score) {

    private static final Duration NEVER = Duration.ofMillis(Long.MAX_VALUE);

    /** Simulates, detects once at the end, scores. A pure function of its arguments. */
    public static Trial run(SimulationParameters parameters, IpLocator locator) {
        return run(parameters, locator, NEVER);
    }

    /**
     * Simulates, detects while events come, scores. A pure function of its arguments; what stands in the end does not depend on how
     * often was judged.
     *
     * @param every event time after which the fleet is judged again; the time to detection is known to within it
     */
    public static Trial run(SimulationParameters parameters, IpLocator locator, Duration every) {
        AvroTrust.vouch();
        FleetSimulator simulator = new FleetSimulator(parameters);
        LocalRun run = new LocalRun(BookSettings.CASE, locator);
        simulator.profiles().forEach(run::take);
        simulator.policy().forEach(run::take);
        FirstSigns signs = new FirstSigns();
        Course course = new Course(run, simulator.lifecycle(), every, signs);
        Ledger ledger = simulator.deliver(course::take);
        course.end();
        CaseTables tables = run.finish();
        signs.note(tables.alerts(), course.newest());
        List<ReportedAlert> standing = new ArrayList<>();
        long withdrawn = 0;
        for (Alert alert : tables.alerts()) {
            if (alert.getStatus() == AlertStatus.RETRACTED || alert.getSuppressedBy() != null) {
                withdrawn++;
            } else {
                standing.add(reported(alert, every.equals(NEVER) ? Map.of() : signs.of(alert)));
            }
        }
        return new Trial(
                parameters,
                ledger.events(),
                tables.alerts(),
                Scorer.score(simulator.truth(ledger), standing, withdrawn));
    }

    private static ReportedAlert reported(Alert alert, Map<Severity, Long> firstRaised) {
        String destination = alert.getDestination();
        return new ReportedAlert(
                alert.getDetector(),
                alert.getSubject().getLevel().name().toUpperCase(Locale.ROOT),
                alert.getSubject().getValue(),
                destination == null ? "" : destination,
                alert.getSeverity(),
                alert.getWindow().getEnd().toEpochMilli(),
                alert.getExplanation(),
                firstRaised);
    }
}
