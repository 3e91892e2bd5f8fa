package io.waybill.streams.detect.cohort;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.ladder.Attribution;
import io.waybill.streams.detect.report.VerdictDraft;
import io.waybill.streams.detect.report.Words;
import io.waybill.streams.detect.rule.Parameters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The app behind nearly all contacts with a destination.
 *
 * @param name package or bundle
 * @param reach devices on which it contacted the destination
 * @param users devices on which it made any contact
 */
record App(String name, Reach reach, long users) {

    private static final double NEARLY_ALL = 0.9;

    /** The app that nearly all devices contact the destination with, or null. */
    static @Nullable App behind(DestinationView view) {
        Reach all = view.reach().get(Cohort.FLEET);
        if (all == null) {
            return null;
        }
        for (Map.Entry<Cohort, Reach> entry : view.reach().entrySet()) {
            Cohort cohort = entry.getKey();
            if (cohort.level() == SubjectLevel.APP && entry.getValue().devices() >= NEARLY_ALL * all.devices()) {
                Fleet.Activity activity = view.fleet().cohorts().get(cohort);
                long users = activity == null ? entry.getValue().devices() : activity.devices();
                return new App(cohort.app(), entry.getValue(), users);
            }
        }
        return null;
    }

    /**
     * Whether it explains the destination better than these cohorts: it is at home elsewhere too. An app that only the blamed
     * cohorts have came with them, and naming the cohort says more.
     */
    boolean explains(Attribution.Culprits found) {
        long blamed = found.culprits().stream()
                .mapToLong(culprit -> culprit.table().insideHits())
                .sum();
        return users > 1.25 * blamed && reach.devices() * 2 >= users;
    }

    Verdict verdict(DestinationView view, @Nullable String service, Parameters parameters) {
        double share = (double) reach.devices() / StrictMath.max(1, users);
        String explanation =
                "The app " + name + " contacted " + view.destination().name() + " on "
                        + Words.share(reach.devices(), users, "device")
                        + " that have it. The app explains the contacts, so no model is"
                        + " blamed for them." + (service == null ? "" : " It is a known service: " + service + ".");
        return VerdictDraft.cohort(
                        CohortExclusive.ID, Cohort.app(name), view.destination().name())
                .severity(Severity.INFORMATIONAL)
                .score(share)
                .window(reach.firstSeen(), reach.lastSeen() + 1)
                .measured("share of the app's devices that contacted it", share, 0)
                .samples(users)
                .devices(reach.devices())
                .parameters(parameters.used())
                .explain(explanation)
                .evidence(List.copyOf(reach.evidence()))
                .knownService(service)
                .write();
    }
}
