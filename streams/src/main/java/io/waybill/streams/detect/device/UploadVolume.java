package io.waybill.streams.detect.device;

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
import java.util.List;

/**
 * {@code upload-volume}, the device's side: the day on which the device sent most to the destination, from
 * {@code megabytes} (20) on and if it sent {@code ratio} (2) times what it received. A UTC day, since feeds deliver late and
 * in lumps. Whether that is far outside the cohort is decided there. Blind spots: uploads spread over weeks or destinations.
 */
public final class UploadVolume implements DeviceDetector {

    /** Id of the detector. */
    public static final String ID = "upload-volume";

    private static final long DAY_MS = 86_400_000;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        long all = 0;
        for (Contact contact : history.contacts()) {
            all += contact.bytesSent();
        }
        Parameters parameters = Parameters.of(policy, ID);
        double floor = 1e6 * parameters.number("megabytes", 20, 0.001, 1e6);
        if (all < floor) {
            return List.of();
        }
        List<Contact> day = busiestDay(Unicast.contacts(history));
        long sent = day.stream().mapToLong(Contact::bytesSent).sum();
        long received = day.stream().mapToLong(Contact::bytesReceived).sum();
        double ratio = parameters.number("ratio", 2, 0, 1e6);
        if (day.isEmpty() || sent < floor || sent < ratio * received) {
            return List.of();
        }
        FindingDraft draft = new FindingDraft(ID, history, day)
                .score(1 - floor / (2 * sent))
                .measured("bytes sent in a day", sent, floor)
                .fact("bytesSent", sent)
                .fact("bytesReceived", received)
                .fact("floor", floor)
                .parameters(parameters);
        KnownServices.bundled().behind(day, policy).ifPresent(service -> draft.note("knownService", service.label()));
        return List.of(draft.write());
    }

    private static List<Contact> busiestDay(List<Contact> contacts) {
        List<Contact> best = List.of();
        List<Contact> day = new ArrayList<>();
        long most = -1;
        long sum = 0;
        for (int i = 0; i < contacts.size(); i++) {
            day.add(contacts.get(i));
            sum += contacts.get(i).bytesSent();
            boolean last = i + 1 == contacts.size() || day(contacts.get(i + 1)) != day(contacts.get(i));
            if (last) {
                if (sum > most) {
                    most = sum;
                    best = List.copyOf(day);
                }
                day.clear();
                sum = 0;
            }
        }
        return best;
    }

    private static long day(Contact contact) {
        return Math.floorDiv(contact.time(), DAY_MS);
    }
}
