package io.waybill.streams.detect.device;

import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.rule.Rules;
import io.waybill.streams.detect.rule.Unicast;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * {@code watch-list}: the device contacted a domain, address or network that a WATCH_LIST rule of the policy names.
 *
 * <p>A domain covers the names under it; names are compared without case. Certain by itself: score 1, no comparison. Blind
 * spots: a listed domain reached over an encrypted name (ECH, DNS over HTTPS) by an address that is not listed; contacts over
 * the bound of the history.
 */
public final class WatchList implements DeviceDetector {

    /** Id of the detector. */
    public static final String ID = "watch-list";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        List<PolicyRule> rules = Rules.concerning(policy, PolicyKind.WATCH_LIST, history.device());
        if (rules.isEmpty()) {
            return List.of();
        }
        List<Contact> listed = new ArrayList<>();
        TreeSet<String> entries = new TreeSet<>();
        TreeSet<String> titles = new TreeSet<>();
        for (Contact contact : Unicast.contacts(history)) {
            boolean hit = false;
            for (PolicyRule rule : rules) {
                String entry = Rules.holds(rule, contact.time()) ? Rules.match(rule, contact.endpoint()) : null;
                if (entry != null) {
                    hit = true;
                    entries.add(entry);
                    titles.add(rule.getTitle().isEmpty() ? rule.getRuleId() : rule.getTitle());
                }
            }
            if (hit) {
                listed.add(contact);
            }
        }
        if (listed.isEmpty()) {
            return List.of();
        }
        return List.of(new FindingDraft(ID, history, listed)
                .score(1)
                .measured("contacts with a listed destination", listed.size(), 0)
                .note("entry", String.join(", ", entries))
                .note("list", String.join(", ", titles))
                .write());
    }
}
