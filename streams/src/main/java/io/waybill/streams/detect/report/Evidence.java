package io.waybill.streams.detect.report;

import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.EventRef;
import io.waybill.streams.detect.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Which events a verdict points at: the first and the last ones, ten at most. */
public final class Evidence {

    /** At most this many events per verdict. */
    public static final int MOST = 10;

    private Evidence() {}

    /** The first and the last of these, sorted. */
    public static List<EventRef> of(Collection<EventRef> events) {
        List<EventRef> sorted = new ArrayList<>(new TreeSet<>(events));
        if (sorted.size() <= MOST) {
            return List.copyOf(sorted);
        }
        List<EventRef> ends = new ArrayList<>(sorted.subList(0, MOST / 2));
        ends.addAll(sorted.subList(sorted.size() - MOST / 2, sorted.size()));
        return List.copyOf(ends);
    }

    /** The first and the last of these contacts, which are sorted. */
    public static List<EventRef> ofContacts(List<Contact> contacts) {
        List<Contact> ends = contacts;
        if (contacts.size() > MOST) {
            ends = new ArrayList<>(contacts.subList(0, MOST / 2));
            ends.addAll(contacts.subList(contacts.size() - MOST / 2, contacts.size()));
        }
        return of(ends.stream().map(Contact::event).toList());
    }

    /** The first and the last of what these findings rest on. */
    public static List<EventRef> ofFindings(Collection<Finding> findings) {
        return of(findings.stream()
                .flatMap(finding -> finding.evidence().stream())
                .toList());
    }
}
