package io.waybill.streams.detect.periodic;

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
import org.jspecify.annotations.Nullable;

/**
 * {@code periodic-contact}: contacts recur with a period.
 *
 * <p>All contacts of the pair are searched first, then the busiest single far ends (host or address, and port): several
 * machines under one site may each keep their own rhythm. Abstains where the feed counts several contacts in one record,
 * since their times are not known, where one port after another is knocked at (a scan has the rhythm of its tool), and below
 * four beats.
 *
 * <p>Blind spots: a period above a third of the time watched; intervals drawn so freely that no gap resembles another
 * (uniform between 0 and twice the mean, say); a rhythm inside one long connection; a loose daily rhythm, which looks like a
 * person's habit.
 */
public final class PeriodicContact implements DeviceDetector {

    /** Id of the detector. */
    public static final String ID = "periodic-contact";

    private static final double DAY_MS = 86_400_000;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        if (history.contacts().size() < RhythmSearch.LEAST_BEATS) {
            return List.of();
        }
        List<Contact> contacts = Unicast.contacts(history);
        if (contacts.size() < RhythmSearch.LEAST_BEATS
                || contacts.stream().anyMatch(contact -> contact.occurrences() > 1)
                || FarEnds.scanned(contacts)) {
            return List.of();
        }
        Parameters parameters = Parameters.of(policy, ID);
        Found found = search(limits(parameters), contacts);
        return found == null ? List.of() : List.of(write(history, found, parameters, policy));
    }

    @Override
    public long leastContacts(Policy policy) {
        return limits(Parameters.of(policy, ID)).leastBeats();
    }

    private record Found(Rhythm rhythm, List<Contact> contacts) {}

    private static RhythmSearch.Limits limits(Parameters parameters) {
        return new RhythmSearch.Limits(
                parameters.number("significance", 4, 1, 100),
                parameters.number("coverage", 0.5, 0.1, 1),
                1000 * parameters.number("shortestSeconds", 0.9, 0.1, 604_800),
                DAY_MS * parameters.number("longestDays", 7.5, 0.001, 60),
                (int) parameters.count("beats", RhythmSearch.LEAST_BEATS, RhythmSearch.LEAST_BEATS, 1000));
    }

    private static @Nullable Found search(RhythmSearch.Limits limits, List<Contact> contacts) {
        Rhythm whole = new RhythmSearch(limits).best(times(contacts));
        if (whole != null) {
            return new Found(whole, contacts);
        }
        List<List<Contact>> groups = FarEnds.busiest(contacts);
        RhythmSearch search = new RhythmSearch(limits.amongst(groups.size() + 1));
        Found best = null;
        for (List<Contact> group : groups) {
            Rhythm rhythm = search.best(times(group));
            if (rhythm != null
                    && (best == null || rhythm.score() > best.rhythm().score())) {
                best = new Found(rhythm, group);
            }
        }
        return best;
    }

    private static long[] times(List<Contact> contacts) {
        return contacts.stream().mapToLong(Contact::time).toArray();
    }

    private static Finding write(PairHistory history, Found found, Parameters parameters, Policy policy) {
        Rhythm rhythm = found.rhythm();
        List<Contact> contacts = found.contacts();
        Traits traits = Traits.of(contacts);
        FindingDraft draft = new FindingDraft(ID, history, contacts)
                .score(rhythm.score())
                .measured("beats that keep the rhythm", rhythm.kept(), rhythm.byChance())
                .samples(rhythm.observations())
                .subscore("significance", rhythm.significance())
                .subscore("regularity", rhythm.regularity())
                .subscore("coverage", rhythm.wallCoverage())
                .subscore("activeCoverage", rhythm.activeCoverage())
                .subscore("coherence", rhythm.coherence())
                .subscore("sameSize", traits.sameSize())
                .fact("periodMs", rhythm.periodMs())
                .fact("spread", rhythm.spread())
                .fact("beats", rhythm.beats())
                .fact("contacts", contacts.size())
                .fact("contactsPerBeat", rhythm.contactsPerBeat())
                .fact("unansweredShare", traits.unanswered())
                .fact("named", traits.named() ? 1 : 0)
                .fact("usualPort", traits.usualPort() ? 1 : 0)
                .fact("icmp", traits.icmp() ? 1 : 0)
                .fact("lookups", traits.lookups() ? 1 : 0)
                .fact("names", history.names())
                .note("rhythm", rhythm.kind().name())
                .note("to", FarEnds.describe(contacts))
                .parameters(parameters);
        KnownServices.bundled()
                .behind(contacts, policy)
                .ifPresent(service ->
                        draft.note("knownService", service.label()).note("knownCategory", service.category()));
        return draft.write();
    }
}
