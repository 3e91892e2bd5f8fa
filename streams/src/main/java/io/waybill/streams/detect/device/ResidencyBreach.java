package io.waybill.streams.detect.device;

import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.rule.Rules;
import io.waybill.streams.detect.rule.Unicast;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code residency-breach}: a RESIDENCY rule says where data of these devices may go; it went elsewhere.
 *
 * <p>Per contact, in this order: a site on the rule's list of allowed sites is fine; a rule with sites or networks is about
 * those only; a forbidden autonomous system or country is a breach; with a list of allowed countries any other country is.
 * An address of unknown place is no breach: it cannot be said. The country is the IP database's word. Blind spot, and stated
 * in the alert: a relay inside the country that passes data on looks domestic.
 */
public final class ResidencyBreach implements DeviceDetector {

    /** Id of the detector. */
    public static final String ID = "residency-breach";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        List<PolicyRule> rules = Rules.concerning(policy, PolicyKind.RESIDENCY, history.device());
        if (rules.isEmpty()) {
            return List.of();
        }
        List<Contact> breaches = new ArrayList<>();
        TreeSet<String> places = new TreeSet<>();
        TreeSet<String> titles = new TreeSet<>();
        for (Contact contact : Unicast.contacts(history)) {
            boolean breached = false;
            for (PolicyRule rule : rules) {
                String place = Rules.holds(rule, contact.time()) ? forbidden(rule, contact.endpoint()) : null;
                if (place != null) {
                    breached = true;
                    places.add(place);
                    titles.add(rule.getTitle().isEmpty() ? rule.getRuleId() : rule.getTitle());
                }
            }
            if (breached) {
                breaches.add(contact);
            }
        }
        Parameters parameters = Parameters.of(policy, ID);
        if (breaches.size() < parameters.count("contacts", 1, 1, 100_000)) {
            return List.of();
        }
        return List.of(new FindingDraft(ID, history, breaches)
                .score(breaches.size() / (breaches.size() + 1.0))
                .measured("contacts outside the places allowed", breaches.size(), 0)
                .samples(history.contacts().size())
                .fact(
                        "bytesSent",
                        breaches.stream().mapToLong(Contact::bytesSent).sum())
                .note("places", String.join(", ", places))
                .note("rule", String.join(", ", titles))
                .parameters(parameters)
                .write());
    }

    private static @Nullable String forbidden(PolicyRule rule, Contact.Endpoint endpoint) {
        String host = endpoint.host();
        if (host != null && Rules.covering(rule.getAllowedSites(), host) != null) {
            return null;
        }
        boolean limited = !rule.getSites().isEmpty() || !rule.getNetworks().isEmpty();
        if (limited && Rules.match(rule, endpoint) == null) {
            return null;
        }
        if (endpoint.asn() != 0 && rule.getForbiddenAsns().contains(endpoint.asn())) {
            return "AS" + endpoint.asn();
        }
        String country = endpoint.country();
        if (country == null) {
            return null;
        }
        boolean elsewhere = !rule.getAllowedCountries().isEmpty()
                && !rule.getAllowedCountries().contains(country);
        return elsewhere || rule.getForbiddenCountries().contains(country) ? country : null;
    }
}
