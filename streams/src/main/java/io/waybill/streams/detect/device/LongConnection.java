package io.waybill.streams.detect.device;

import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.known.KnownServices;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.rule.Unicast;
import java.util.List;

/**
 * {@code long-connection}, the device's side: connections held open for {@code hours} (4) or longer. Four, because a call or a
 * film ends before. Whether the cohort does the same is decided there: push services are held open by everybody. Blind spots:
 * feeds that cut long flows into pieces (timers of flow exporters), and those without durations.
 */
public final class LongConnection implements DeviceDetector {

    /** Id of the detector. */
    public static final String ID = "long-connection";

    private static final double HOUR_MS = 3_600_000;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        long longest = 0;
        for (Contact contact : history.contacts()) {
            longest = contact.occurrences() == 1 ? StrictMath.max(longest, contact.durationMs()) : longest;
        }
        // Less than any parameter can ask for: most pairs are done with here.
        if (longest < HOUR_MS / 10) {
            return List.of();
        }
        Parameters parameters = Parameters.of(policy, ID);
        double least = HOUR_MS * parameters.number("hours", 4, 0.1, 10_000);
        List<Contact> held = Unicast.contacts(history).stream()
                .filter(contact -> contact.occurrences() == 1 && contact.durationMs() >= least)
                .toList();
        if (held.isEmpty()) {
            return List.of();
        }
        long most = held.stream().mapToLong(Contact::durationMs).max().orElse(0);
        FindingDraft draft = new FindingDraft(ID, history, held)
                .score(1 - least / (2.0 * most))
                .measured("longest connection in hours", most / HOUR_MS, least / HOUR_MS)
                .fact("longestMs", most)
                .fact(
                        "named",
                        held.stream().anyMatch(contact -> contact.endpoint().host() != null) ? 1 : 0)
                .fact("port", held.get(held.size() - 1).endpoint().port())
                .parameters(parameters);
        KnownServices.bundled().behind(held, policy).ifPresent(service -> draft.note("knownService", service.label()));
        return List.of(draft.write());
    }
}
