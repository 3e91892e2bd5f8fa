package io.waybill.streams.detect.device;

import io.waybill.schemas.LifecycleKind;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.DeviceView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.known.KnownServices;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.rule.Unicast;
import io.waybill.streams.detect.stats.Figure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code survives-reset}, the device's side: contacts came before and come again after a factory reset, a reflash, or the
 * removal of the app that made them.
 *
 * <p>Score: {@code 1 / (1 + delay / halfScoreHours)}, delay being the time from the last mark to the next contact: what comes
 * back within minutes was not brought back by its owner. Whether it means anything is decided against what every cohort does
 * after a reset. Abstains without a mark between contacts. Blind spots: a device that is not watched on both sides of its
 * reset; a removed app whose contacts carry no app name is judged by destination alone and says so.
 */
public final class SurvivesReset implements DeviceDetector {

    /** Id of the detector. */
    public static final String ID = "survives-reset";

    private static final double HOUR_MS = 3_600_000;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        if (history.device().marks().isEmpty() || history.contacts().isEmpty()) {
            return List.of();
        }
        List<DeviceView.Mark> survived = new ArrayList<>();
        List<Contact> contacts = Unicast.contacts(history);
        Contact after = null;
        int erasures = 0;
        for (DeviceView.Mark mark : history.device().marks()) {
            if (!erases(mark) || !before(history, contacts, mark)) {
                continue;
            }
            erasures++;
            Contact next = next(contacts, mark.time());
            if (next != null) {
                survived.add(mark);
                after = next;
            }
        }
        if (after == null) {
            return List.of();
        }
        DeviceView.Mark last = survived.get(survived.size() - 1);
        double delay = after.time() - last.time();
        Parameters parameters = Parameters.of(policy, ID);
        double half = HOUR_MS * parameters.number("halfScoreHours", 6, 0.1, 1000);
        FindingDraft draft = new FindingDraft(ID, history, contacts)
                .score(1 / (1 + delay / half))
                .measured("resets, reflashes and removals after which it was contacted again", survived.size(), 0)
                .samples(erasures)
                .fact(
                        "resets",
                        survived.stream()
                                .filter(mark -> mark.kind() != LifecycleKind.FIRMWARE_INSTALLED)
                                .count())
                .fact(
                        "updates",
                        survived.stream()
                                .filter(mark -> mark.kind() == LifecycleKind.FIRMWARE_INSTALLED)
                                .count())
                .fact("erasures", erasures)
                .fact("delayMs", delay)
                .fact("markTime", last.time())
                .subscore("promptness", Figure.share(1 / (1 + delay / half)))
                .note("kinds", kinds(survived))
                .parameters(parameters);
        KnownServices.bundled()
                .behind(contacts, policy)
                .ifPresent(service -> draft.note("knownService", service.label()));
        return List.of(draft.write());
    }

    private static boolean erases(DeviceView.Mark mark) {
        return switch (mark.kind()) {
            case FACTORY_RESET, FIRMWARE_INSTALLED, APP_REMOVED -> true;
            case SETTING_CHANGED, APP_INSTALLED, OTHER -> false;
        };
    }

    private static boolean before(PairHistory history, List<Contact> contacts, DeviceView.Mark mark) {
        if (mark.kind() == LifecycleKind.APP_REMOVED) {
            return contacts.stream().anyMatch(contact -> contact.time() < mark.time() && by(contact, mark.detail()));
        }
        return history.first().time() < mark.time();
    }

    /** Only what the removed app itself did can survive its removal. */
    private static boolean by(Contact contact, String app) {
        return app.equals(contact.endpoint().app());
    }

    private static @Nullable Contact next(List<Contact> contacts, long time) {
        for (Contact contact : contacts) {
            if (contact.time() > time) {
                return contact;
            }
        }
        return null;
    }

    private static String kinds(List<DeviceView.Mark> marks) {
        return String.join(
                ", ",
                marks.stream()
                        .map(mark -> mark.kind().name())
                        .distinct()
                        .sorted()
                        .toList());
    }
}
