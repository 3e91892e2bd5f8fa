package io.waybill.streams.detect.device;

import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.DeviceView;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.rule.Rules;
import io.waybill.streams.detect.rule.Unicast;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code opt-out-ignored} and {@code opt-out-honoured}: an OPT_OUT rule maps a setting to destinations; the setting says off,
 * and the destinations are still contacted, or went quiet. One class, two detectors: they divide the same devices.
 *
 * <p>What counts is the time from a change of the setting to off, plus {@code graceMinutes} (60: queues empty), until it is
 * changed again, the device is reset, or watching ends; new firmware begins a new count, since it may keep what the old broke.
 * Ignored: at least {@code contacts} (2) in that time; one may be a straggler. Honoured: the device contacted the destination
 * before, was watched for {@code quietHours} (24) after, and made none. Between the two both abstain. Blind spots: a device that
 * never contacted the destination says nothing about its setting.
 */
public final class OptOut implements DeviceDetector {

    /** Id of the detector of violations. */
    public static final String IGNORED = "opt-out-ignored";

    /** Id of the detector of kept promises. */
    public static final String HONOURED = "opt-out-honoured";

    private static final double MINUTE_MS = 60_000;
    private static final long NOT_OFF = Long.MIN_VALUE;

    private final boolean ignored;

    private OptOut(boolean ignored) {
        this.ignored = ignored;
    }

    /** Detects violations. */
    public static OptOut ignored() {
        return new OptOut(true);
    }

    /** Detects kept promises. */
    public static OptOut honoured() {
        return new OptOut(false);
    }

    @Override
    public String id() {
        return ignored ? IGNORED : HONOURED;
    }

    @Override
    public List<Finding> examine(PairHistory history, Policy policy) {
        if (history.device().marks().isEmpty() || policy.of(PolicyKind.OPT_OUT).isEmpty()) {
            return List.of();
        }
        Parameters parameters = Parameters.of(policy, id());
        for (PolicyRule rule : policy.of(PolicyKind.OPT_OUT)) {
            List<Contact> mapped = Unicast.contacts(history).stream()
                    .filter(contact ->
                            Rules.holds(rule, contact.time()) && Rules.match(rule, contact.endpoint()) != null)
                    .toList();
            if (mapped.isEmpty() || !Rules.concerns(rule, history.device())) {
                continue;
            }
            List<Off> periods =
                    periods(rule, history.device(), MINUTE_MS * parameters.number("graceMinutes", 60, 0, 100_000));
            for (int i = periods.size() - 1; i >= 0; i--) {
                Finding finding = judge(history, rule, periods.get(i), mapped, parameters);
                if (finding != null) {
                    return List.of(finding);
                }
            }
        }
        return List.of();
    }

    /**
     * A time in which the setting was off and the firmware was the same.
     *
     * @param firmware the build, or null where no mark names it
     */
    private record Off(Span span, @Nullable String firmware) {}

    /** When the setting was off, cut where new firmware came, each without its period of grace, in order. */
    private static List<Off> periods(PolicyRule rule, DeviceView device, double grace) {
        List<Off> periods = new ArrayList<>();
        String firmware = null;
        long offSince = NOT_OFF;
        for (DeviceView.Mark mark : device.marks()) {
            boolean setting = mark.kind() == LifecycleKind.SETTING_CHANGED
                    && mark.detail().startsWith(rule.getSetting() + "=");
            boolean installed = mark.kind() == LifecycleKind.FIRMWARE_INSTALLED;
            // A factory reset puts settings back to what the maker chose.
            if (!setting && !installed && mark.kind() != LifecycleKind.FACTORY_RESET) {
                continue;
            }
            add(periods, offSince, mark.time(), grace, firmware);
            boolean off = setting ? mark.detail().endsWith("=off") : installed && offSince != NOT_OFF;
            offSince = off ? mark.time() : NOT_OFF;
            firmware = installed ? mark.detail() : firmware;
        }
        add(periods, offSince, device.observed().end(), grace, firmware);
        return periods;
    }

    private static void add(List<Off> periods, long since, long until, double grace, @Nullable String firmware) {
        // What is shorter than the grace is an empty span, in which nothing is kept or broken.
        if (since != NOT_OFF) {
            periods.add(new Off(new Span(since + (long) grace, until), firmware));
        }
    }

    private @Nullable Finding judge(
            PairHistory history, PolicyRule rule, Off period, List<Contact> mapped, Parameters parameters) {
        Span off = period.span();
        List<Contact> during = mapped.stream()
                .filter(contact -> contact.time() >= off.start() && contact.time() < off.end())
                .toList();
        boolean before = history.first().time() < off.start();
        double hours = (off.end() - off.start()) / (60 * MINUTE_MS);
        long least = parameters.count("contacts", 2, 1, 100_000);
        double quiet = parameters.number("quietHours", 24, 0.1, 100_000);
        if (ignored ? during.size() < least : !during.isEmpty() || !before || hours < quiet) {
            return null;
        }
        List<Contact> base = ignored ? during : mapped;
        String firmware = period.firmware() == null ? base.get(base.size() - 1).firmware() : period.firmware();
        return new FindingDraft(id(), history, base)
                .firmware(firmware)
                .score(ignored ? during.size() / (during.size() + 1.0) : hours / (hours + quiet))
                .measured("contacts while the setting was off", during.size(), 0)
                .samples(mapped.size())
                .window(off)
                .fact("hours", hours)
                .fact("contacts", during.size())
                .note("setting", rule.getSetting())
                .note("rule", rule.getTitle().isEmpty() ? rule.getRuleId() : rule.getTitle())
                .parameters(parameters)
                .write();
    }
}
