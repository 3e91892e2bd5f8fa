package io.waybill.streams.detect.device;

import io.waybill.schemas.DestinationKind;
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

/**
 * {@code name-flood}: very many, or many random-looking, host names under one site: data leaving inside DNS names, or a
 * generated-name rendezvous.
 *
 * <p>Fires from {@code names} (1,000) distinct names on, or from {@code randomNames} (100) on when at least half of the sample
 * looks random: {@link RandomName}. Score: the larger of {@code 1 - names / (2 * seen)} and the random share. A thousand,
 * because sharded content networks stay in the hundreds per device. Known services are named as such. Blind spots: names below
 * these counts; tunnels that reuse names.
 */
public final class NameFlood implements DeviceDetector {

    /** Id of the detector. */
    public static final String ID = "name-flood";

    private static final int FEWEST = 10;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public long leastContacts(Policy policy) {
        Parameters parameters = Parameters.of(policy, ID);
        return StrictMath.min(names(parameters), randomNames(parameters));
    }

    private static long names(Parameters parameters) {
        return parameters.count("names", 1000, FEWEST, 10_000_000);
    }

    private static long randomNames(Parameters parameters) {
        return parameters.count("randomNames", 100, FEWEST, 10_000_000);
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        if (history.names() < FEWEST
                || history.destination().kind() != DestinationKind.SITE
                || history.contacts().isEmpty()) {
            return List.of();
        }
        Parameters parameters = Parameters.of(policy, ID);
        long many = names(parameters);
        long random = randomNames(parameters);
        double share =
                RandomName.share(history.nameSample(), history.destination().name());
        boolean flood = history.names() >= many;
        boolean tunnel = history.names() >= random && share >= 0.5;
        List<Contact> contacts = Unicast.contacts(history);
        if (!flood && !tunnel || contacts.isEmpty()) {
            return List.of();
        }
        FindingDraft draft = new FindingDraft(ID, history, contacts)
                .score(StrictMath.max(flood ? 1 - many / (2.0 * history.names()) : 0, tunnel ? share : 0))
                .measured("distinct host names under the site", history.names(), flood ? many : random)
                .samples(history.names())
                .fact("names", history.names())
                .fact("randomShare", share)
                .subscore("randomShare", share)
                .parameters(parameters);
        KnownServices.bundled()
                .behind(contacts, policy)
                .ifPresent(service -> draft.note("knownService", service.label()));
        return List.of(draft.write());
    }
}
