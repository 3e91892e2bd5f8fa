package io.waybill.streams.detect.report;

import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.rule.Unicast;
import io.waybill.streams.detect.stats.Figure;
import java.util.List;
import java.util.TreeMap;

/** A finding being written. Rounds every number once. Not safe for many threads. */
public final class FindingDraft {

    /** The fact that a stranger from the Internet calls, and no device of this network. */
    static final String OUTSIDE = "outside";

    private final String detector;
    private final PairHistory history;
    private final List<Contact> contacts;
    private double score;
    private String measure = "";
    private double observed;
    private double expected;
    private long samples;
    private Span window;
    private String firmware;
    private final TreeMap<String, Double> subscores = new TreeMap<>();
    private final TreeMap<String, Double> facts = new TreeMap<>();
    private final TreeMap<String, String> notes = new TreeMap<>();
    private TreeMap<String, String> parameters = new TreeMap<>();

    /**
     * A finding that rests on these contacts.
     *
     * @param contacts at least one, sorted by time
     */
    public FindingDraft(String detector, PairHistory history, List<Contact> contacts) {
        this.detector = detector;
        this.history = history;
        this.contacts = contacts;
        this.samples = contacts.size();
        this.firmware = contacts.get(contacts.size() - 1).firmware();
        this.window = new Span(
                contacts.get(0).time(), contacts.get(contacts.size() - 1).time() + 1);
        if (Unicast.fromOutside(history)) {
            facts.put(OUTSIDE, 1.0);
        }
    }

    /** How sure, 0 to 1. */
    public FindingDraft score(double value) {
        score = Figure.share(value);
        return this;
    }

    /** What was counted, and what the comparison says. */
    public FindingDraft measured(String what, double seen, double wanted) {
        measure = what;
        observed = Figure.of(seen);
        expected = Figure.of(wanted);
        return this;
    }

    /** How many observations, where it is not the number of contacts. */
    public FindingDraft samples(long count) {
        samples = count;
        return this;
    }

    /** Which span of time, where it is not that of the contacts. */
    public FindingDraft window(Span span) {
        window = span;
        return this;
    }

    /** A part of the score. */
    public FindingDraft subscore(String name, double value) {
        subscores.put(name, Figure.of(value));
        return this;
    }

    /** A number for the explanation. */
    public FindingDraft fact(String name, double value) {
        facts.put(name, Figure.of(value));
        return this;
    }

    /** Words for the explanation. */
    public FindingDraft note(String name, String words) {
        notes.put(name, words);
        return this;
    }

    /** The build it is about, where it is not the one of the last contact. */
    public FindingDraft firmware(String build) {
        firmware = build;
        return this;
    }

    /** The parameters in force. */
    public FindingDraft parameters(Parameters used) {
        parameters = new TreeMap<>(used.used());
        return this;
    }

    /** The finding. */
    public Finding write() {
        return new Finding(
                detector,
                history.device().deviceId(),
                history.device().manufacturer(),
                history.device().model(),
                firmware,
                sharedApp(),
                history.destination().name(),
                score,
                measure,
                observed,
                expected,
                samples,
                window,
                subscores,
                facts,
                notes,
                parameters,
                Evidence.ofContacts(contacts));
    }

    private String sharedApp() {
        String app = contacts.get(0).endpoint().app();
        if (app == null) {
            return "";
        }
        return contacts.stream()
                        .allMatch(contact -> app.equals(contact.endpoint().app()))
                ? app
                : "";
    }
}
