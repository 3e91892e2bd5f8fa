package io.waybill.streams.detect.example;

import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.rule.Unicast;
import java.util.List;

/**
 * {@code night-shift}: a destination that is contacted between 1 and 5 o'clock UTC nearly always. Fires when at least
 * {@code contacts} (20) single contacts are known and a share of {@code share} (0.9) of them falls into these hours; the score is
 * that share. Abstains where single times are unknown. Blind spot: phones far from Greenwich.
 */
final class NightShift implements DeviceDetector {

    static final String ID = "night-shift";

    private static final long HOUR_MS = 3_600_000;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        List<Contact> single = Unicast.contacts(history).stream()
                .filter(contact -> contact.occurrences() == 1)
                .toList();
        Parameters parameters = Parameters.of(policy, ID);
        long least = parameters.count("contacts", 20, 2, 2_000);
        double share = parameters.number("share", 0.9, 0.25, 1);
        if (single.size() < least) {
            return List.of();
        }
        List<Contact> nightly = single.stream().filter(NightShift::byNight).toList();
        double seen = nightly.size() / (double) single.size();
        if (seen < share) {
            return List.of();
        }
        return List.of(new FindingDraft(ID, history, nightly)
                .score(seen)
                .measured("share of contacts by night", seen, 4 / 24.0)
                .parameters(parameters)
                .write());
    }

    private static boolean byNight(Contact contact) {
        long hour = Math.floorMod(contact.time(), 24 * HOUR_MS) / HOUR_MS;
        return hour >= 1 && hour < 5;
    }
}
