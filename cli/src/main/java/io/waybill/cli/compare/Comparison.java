package io.waybill.cli.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two cases side by side. Cases differ in length and in how many devices were there, so contacts are compared by their rate per
 * device and hour, and what is missing counts as gone only where enough was watched to expect it.
 *
 * @param before the first case
 * @param after the second case
 * @param contacts every contact of either, changes first, by model and destination
 * @param alerts those that differ, by verdict and id
 */
public record Comparison(
        CaseContent before, CaseContent after, List<ContactChange> contacts, List<AlertChange> alerts) {

    /** Rates that differ by less are the same. */
    public static final double FACTOR = 2;

    /** Contacts in each case from which on rates are compared. */
    public static final long MIN_CONNECTIONS = 10;

    /** Contacts that must have been expected before their absence means anything: at 3, chance leaves 5 % (Poisson). */
    public static final double MIN_EXPECTED = 3;

    /** Compares. */
    public static Comparison of(CaseContent before, CaseContent after) {
        TreeSet<Contact> all = new TreeSet<>(before.contacts().keySet());
        all.addAll(after.contacts().keySet());
        List<ContactChange> contacts = new ArrayList<>();
        for (Contact contact : all) {
            Amount one = amount(before, contact);
            Amount other = amount(after, contact);
            contacts.add(new ContactChange(contact, verdict(one, other), one, other));
        }
        contacts.sort(Comparator.comparing(ContactChange::verdict).thenComparing(ContactChange::contact));
        return new Comparison(before, after, List.copyOf(contacts), alerts(before, after));
    }

    /** The changes with this verdict. */
    public List<ContactChange> contacts(Verdict verdict) {
        return contacts.stream().filter(change -> change.verdict() == verdict).toList();
    }

    private static Amount amount(CaseContent content, Contact contact) {
        Amount amount = content.contacts().get(contact);
        return amount != null ? amount : Amount.nothing(content.watched().getOrDefault(contact.model(), 0.0));
    }

    static Verdict verdict(Amount before, Amount after) {
        if (before.connections() == 0) {
            return expected(after, before) >= MIN_EXPECTED ? Verdict.APPEARED : Verdict.UNCLEAR;
        }
        if (after.connections() == 0) {
            return expected(before, after) >= MIN_EXPECTED ? Verdict.VANISHED : Verdict.UNCLEAR;
        }
        boolean enough = before.connections() >= MIN_CONNECTIONS && after.connections() >= MIN_CONNECTIONS;
        double ratio = after.perDeviceHour() / before.perDeviceHour();
        return enough && (ratio >= FACTOR || ratio <= 1 / FACTOR) ? Verdict.CHANGED : Verdict.SAME;
    }

    /** How many contacts the case without any would have had at the rate of the other. */
    private static double expected(Amount seen, Amount missing) {
        return seen.perDeviceHour() * missing.deviceHours();
    }

    private static List<AlertChange> alerts(CaseContent before, CaseContent after) {
        List<AlertChange> changes = new ArrayList<>();
        TreeMap<String, AlertFact> all = new TreeMap<>(before.alerts());
        all.putAll(after.alerts());
        for (String id : all.keySet()) {
            AlertFact one = before.alerts().get(id);
            AlertFact other = after.alerts().get(id);
            if (one == null) {
                changes.add(new AlertChange(Verdict.APPEARED, null, other));
            } else if (other == null) {
                changes.add(new AlertChange(Verdict.VANISHED, one, null));
            } else if (!one.severity().equals(other.severity())) {
                changes.add(new AlertChange(Verdict.CHANGED, one, other));
            }
        }
        changes.sort(Comparator.comparing(AlertChange::verdict)
                .thenComparing(change -> change.newest().id()));
        return List.copyOf(changes);
    }
}
