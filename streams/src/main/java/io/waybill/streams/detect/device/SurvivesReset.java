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
 * after a reset; for that comparison a device that contacted the destination, was erased, was watched for
 * {@code horizonHours} (24) and did <em>not</em> come back is reported too, with score 0. Abstains without a mark after a
 * contact. Blind spots: a device that is not watched on both sides of its reset; a removed app whose contacts carry no app
 * name.
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
        if (history.device().marks().isEmpty()) {
            return List.of();
        }
        List<Contact> contacts = Unicast.contacts(history);
        if (contacts.isEmpty()) {
            return List.of();
        }
        Parameters parameters = Parameters.of(policy, ID);
        double half = HOUR_MS * parameters.number("halfScoreHours", 6, 0.1, 1000);
        double horizon = HOUR_MS * parameters.number("horizonHours", 24, 0.1, 10_000);
        Course course = new Course(horizon);
        for (DeviceView.Mark mark : history.device().marks()) {
            if (erases(mark) && before(history, contacts, mark)) {
                course.add(
                        mark,
                        next(contacts, mark.time()),
                        history.device().observed().end());
            }
        }
        if (course.survived.isEmpty() && !course.atRisk) {
            return List.of();
        }
        return List.of(write(history, contacts, course, half, parameters, policy));
    }

    /** What came of the marks, one after the other. */
    private static final class Course {
        private final double horizon;
        private final List<DeviceView.Mark> survived = new ArrayList<>();
        private @Nullable Contact after;
        private int erasures;
        private boolean atRisk;
        private boolean returned;

        Course(double horizon) {
            this.horizon = horizon;
        }

        void add(DeviceView.Mark mark, @Nullable Contact next, long watchedUntil) {
            erasures++;
            if (next != null) {
                survived.add(mark);
                after = next;
            }
            if (mark.kind() != LifecycleKind.FIRMWARE_INSTALLED) {
                boolean soon = next != null && next.time() - mark.time() <= horizon;
                returned |= soon;
                atRisk |= soon || watchedUntil - mark.time() >= horizon;
            }
        }

        double delay() {
            return after == null ? 0 : after.time() - last().time();
        }

        DeviceView.Mark last() {
            return survived.get(survived.size() - 1);
        }

        long survivedBy(boolean updates) {
            return survived.stream()
                    .filter(mark -> updates == (mark.kind() == LifecycleKind.FIRMWARE_INSTALLED))
                    .count();
        }
    }

    private static Finding write(
            PairHistory history,
            List<Contact> contacts,
            Course course,
            double half,
            Parameters parameters,
            Policy policy) {
        boolean back = course.after != null;
        double promptness = back ? 1 / (1 + course.delay() / half) : 0;
        FindingDraft draft = new FindingDraft(ID, history, contacts)
                .score(promptness)
                .measured(
                        "resets, reflashes and removals after which it was contacted again", course.survived.size(), 0)
                .samples(course.erasures)
                .fact("resets", course.survivedBy(false))
                .fact("updates", course.survivedBy(true))
                .fact("erasures", course.erasures)
                .fact("erased", course.atRisk ? 1 : 0)
                .fact("returned", course.returned ? 1 : 0)
                .subscore("promptness", Figure.share(promptness))
                .parameters(parameters);
        if (back) {
            draft.fact("delayMs", course.delay())
                    .fact("markTime", course.last().time())
                    .note("kinds", kinds(course.survived));
        }
        KnownServices.bundled()
                .behind(contacts, policy)
                .ifPresent(service -> draft.note("knownService", service.label()));
        return draft.write();
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
