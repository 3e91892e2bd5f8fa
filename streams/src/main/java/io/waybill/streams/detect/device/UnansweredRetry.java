package io.waybill.streams.detect.device;

import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.known.KnownServices;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.rule.Unicast;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * {@code unanswered-retry}: the device keeps trying a destination that never answers, at one port or at one port after another.
 *
 * <p>Fires from {@code attempts} (20) connection attempts at one port over at least {@code spanMinutes} (20) with at most
 * {@code answered} (2 %) of them answered: a command server that was taken down is called for weeks. Fires too from
 * {@code ports} (50) ports on that were tried in vain, when at most a tenth of all attempts was answered: a port scan, however
 * short. Score: {@code 1 - attempts / (2 * unanswered)}, so 0.5 at the threshold. Twenty, because an app that opens without a
 * network retries a dozen times. Only TCP and only feeds that know outcomes: UDP needs no answer. Blind spots: servers that
 * accept and say nothing; scans of one port across many networks; scans by somebody at a public address whom the inventory does
 * not know, unless near the destination, since strangers scan every public machine all day.
 */
public final class UnansweredRetry implements DeviceDetector {

    /** Id of the detector. */
    public static final String ID = "unanswered-retry";

    private static final int FEWEST = 5;
    private static final double SCAN_ANSWERED = 0.1;
    private static final double MINUTE_MS = 60_000;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public long leastContacts(Policy policy) {
        Parameters parameters = Parameters.of(policy, ID);
        return StrictMath.min(attempts(parameters), ports(parameters));
    }

    private static long attempts(Parameters parameters) {
        return parameters.count("attempts", 20, FEWEST, 100_000);
    }

    private static long ports(Parameters parameters) {
        return parameters.count("ports", 50, FEWEST, 65_536);
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        if (history.contacts().size() < FEWEST || history.omitted() > 0 && answered(history.contacts()) > 0) {
            return List.of();
        }
        Parameters parameters = Parameters.of(policy, ID);
        long attempts = attempts(parameters);
        double span = MINUTE_MS * parameters.number("spanMinutes", 20, 0, 100_000);
        double answered = parameters.number("answered", 0.02, 0, 0.5);
        long ports = ports(parameters);
        // Too few for a retry and for a scan: most pairs are done with here.
        if (lost(history.contacts()).size() < StrictMath.min(attempts, ports)) {
            return List.of();
        }
        TreeMap<Integer, List<Contact>> byPort = byPort(Unicast.contacts(history));
        List<Contact> all = byPort.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Contact::event))
                .toList();
        List<Contact> lost = lost(all);
        long knocked = lost.stream()
                .mapToInt(contact -> contact.endpoint().port())
                .distinct()
                .count();
        if (knocked >= ports && !Unicast.maybeStranger(history) && answered(all) <= SCAN_ANSWERED * all.size()) {
            return List.of(write(history, all, lost, knocked, ports, parameters, policy));
        }
        List<Contact> contacts = busiest(byPort);
        lost = lost(contacts);
        if (lost.size() < attempts
                || answered(contacts) > answered * contacts.size()
                || lost.get(lost.size() - 1).time() - lost.get(0).time() < span) {
            return List.of();
        }
        return List.of(write(history, contacts, lost, 1, attempts, parameters, policy));
    }

    private static Finding write(
            PairHistory history,
            List<Contact> contacts,
            List<Contact> lost,
            long knocked,
            long threshold,
            Parameters parameters,
            Policy policy) {
        FindingDraft draft = new FindingDraft(ID, history, lost)
                .score(1 - (double) threshold / (2.0 * (knocked > 1 ? knocked : lost.size())))
                .measured("unanswered connection attempts", lost.size(), 0)
                .samples(contacts.size())
                .fact("answered", answered(contacts))
                .fact(
                        "refused",
                        lost.stream()
                                .filter(contact -> contact.outcome() == Outcome.REJECTED)
                                .count())
                .fact(
                        "named",
                        lost.stream().anyMatch(contact -> contact.endpoint().host() != null) ? 1 : 0)
                .fact("port", lost.get(lost.size() - 1).endpoint().port())
                .fact("ports", knocked)
                .subscore("unansweredShare", (double) lost.size() / contacts.size())
                .parameters(parameters);
        KnownServices.bundled().behind(lost, policy).ifPresent(service -> draft.note("knownService", service.label()));
        return draft.write();
    }

    private static List<Contact> lost(List<Contact> contacts) {
        return contacts.stream().filter(UnansweredRetry::unanswered).toList();
    }

    private static TreeMap<Integer, List<Contact>> byPort(List<Contact> contacts) {
        TreeMap<Integer, List<Contact>> ports = new TreeMap<>();
        for (Contact contact : contacts) {
            if (contact.endpoint().transport() == Transport.TCP) {
                ports.computeIfAbsent(contact.endpoint().port(), port -> new ArrayList<>())
                        .add(contact);
            }
        }
        return ports;
    }

    /** The TCP contacts with the port tried most: knocking at one port after another is a scan, no retry. */
    private static List<Contact> busiest(TreeMap<Integer, List<Contact>> ports) {
        List<Contact> busiest = List.of();
        for (List<Contact> port : ports.values()) {
            busiest = port.size() > busiest.size() ? port : busiest;
        }
        return busiest;
    }

    private static boolean unanswered(Contact contact) {
        return contact.outcome() == Outcome.UNANSWERED || contact.outcome() == Outcome.REJECTED;
    }

    private static long answered(List<Contact> contacts) {
        return contacts.stream()
                .filter(contact -> contact.outcome() == Outcome.ESTABLISHED)
                .count();
    }
}
