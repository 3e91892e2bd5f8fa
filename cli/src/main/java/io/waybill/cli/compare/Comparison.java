package io.waybill.cli.compare;

import io.waybill.console.compare.ComparisonRule;
import io.waybill.console.compare.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two cases side by side, by the rule that the console has too: {@link ComparisonRule}.
 *
 * @param before the first case
 * @param after the second case
 * @param contacts every contact of either, changes first, by model and destination
 * @param alerts those that differ, by verdict and id
 */
public record Comparison(
        CaseContent before, CaseContent after, List<ContactChange> contacts, List<AlertChange> alerts) {

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

    private static Verdict verdict(Amount before, Amount after) {
        return ComparisonRule.ofContacts(
                before.connections(), before.deviceHours(), after.connections(), after.deviceHours());
    }

    private static List<AlertChange> alerts(CaseContent before, CaseContent after) {
        List<AlertChange> changes = new ArrayList<>();
        TreeMap<String, AlertFact> all = new TreeMap<>(before.alerts());
        all.putAll(after.alerts());
        for (String id : all.keySet()) {
            AlertFact one = before.alerts().get(id);
            AlertFact other = after.alerts().get(id);
            Verdict verdict = ComparisonRule.ofAlert(
                    one == null ? null : one.severity(), other == null ? null : other.severity());
            if (verdict != Verdict.SAME) {
                changes.add(new AlertChange(verdict, one, other));
            }
        }
        changes.sort(Comparator.comparing(AlertChange::verdict)
                .thenComparing(change -> change.newest().id()));
        return List.copyOf(changes);
    }
}
