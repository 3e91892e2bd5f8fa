package io.waybill.streams.detect.device;

import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.rule.Unicast;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * {@code identifier-leak}: an identifier of this device was seen in clear text, raw or as hex, base64, MD5, SHA-1 or SHA-256.
 *
 * <p>The decoder compares payloads with the inventory's hashed identifiers and reports kinds only; this detector never sees
 * an identifier. Certain by itself: score 1. Blind spots: encrypted payloads, salted or unusual encodings, identifiers the
 * inventory does not have.
 */
public final class IdentifierLeak implements DeviceDetector {

    /** Id of the detector. */
    public static final String ID = "identifier-leak";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        List<Contact> leaking = new ArrayList<>(0);
        for (Contact contact : Unicast.contacts(history)) {
            if (!contact.leaks().isEmpty()) {
                leaking.add(contact);
            }
        }
        if (leaking.isEmpty()) {
            return List.of();
        }
        TreeSet<String> kinds = new TreeSet<>();
        leaking.forEach(contact -> kinds.addAll(contact.leaks()));
        return List.of(new FindingDraft(ID, history, leaking)
                .score(1)
                .measured("contacts with an identifier in clear text", leaking.size(), 0)
                .samples(history.contacts().size())
                .note("kinds", String.join(", ", kinds))
                .write());
    }
}
