package io.waybill.cli.replay;

import io.waybill.cli.report.CaseDevice;
import io.waybill.cli.report.DetectorEffort;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.PolicyKind;
import io.waybill.streams.CaseReference;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.suite.Detectors;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How many devices or models each detector could say anything about: those that have what it cannot do without. That is an upper
 * bound of what it looked at, since at a single destination there may still have been too little. A pure function of the case.
 */
final class Efforts {

    /** Unless the policy says otherwise; smaller cohorts are not judged. */
    private static final int LEAST_DEVICES_OF_COHORT = 3;

    private final Collection<CaseDevice> devices;
    private final long spanMillis;
    private final long windowMillis;
    private final CaseReference reference;
    private final Policy policy;
    private final boolean hidden;

    private Efforts(
            Collection<CaseDevice> devices,
            Collection<DestinationCount> counts,
            CaseReference reference,
            boolean hidden) {
        this.devices = devices;
        long begin = counts.stream()
                .mapToLong(row -> row.getWindowStart().toEpochMilli())
                .min()
                .orElse(0);
        long end = counts.stream()
                .mapToLong(row -> row.getWindowEnd().toEpochMilli())
                .max()
                .orElse(begin);
        this.spanMillis = end - begin;
        this.windowMillis = counts.stream()
                .mapToLong(row ->
                        row.getWindowEnd().toEpochMilli() - row.getWindowStart().toEpochMilli())
                .findFirst()
                .orElse(1);
        this.reference = reference;
        this.policy = new Policy(reference.rules());
        this.hidden = hidden;
    }

    /** Ids of all detectors, sorted. */
    static SortedSet<String> detectors() {
        TreeSet<String> ids = new TreeSet<>();
        Detectors.deviceSide().forEach(each -> ids.add(each.id()));
        Detectors.destinationSide().forEach(each -> ids.add(each.id()));
        return ids;
    }

    /**
     * One for each detector, in the order of their ids.
     *
     * @param hidden whether devices have pseudonyms: their identifiers are then known to nobody afterwards
     */
    static List<DetectorEffort> of(
            Collection<CaseDevice> devices,
            Collection<DestinationCount> counts,
            CaseReference reference,
            boolean hidden) {
        Efforts efforts = new Efforts(devices, counts, reference, hidden);
        return detectors().stream().map(efforts::of).toList();
    }

    private DetectorEffort of(String detector) {
        return switch (detector) {
            case "watch-list" -> ofDevices(detector, device -> hasRule(PolicyKind.WATCH_LIST));
            case "residency-breach" -> ofDevices(detector, device -> hasRule(PolicyKind.RESIDENCY));
            case "identifier-leak" -> hidden ? DetectorEffort.ran(detector) : ofDevices(detector, identified());
            case "opt-out-ignored", "opt-out-honoured" -> {
                Set<String> told = devicesWith(EnumSet.of(LifecycleKind.SETTING_CHANGED));
                yield ofDevices(detector, device -> hasRule(PolicyKind.OPT_OUT) && told.contains(device.deviceId()));
            }
            case "survives-reset" -> {
                Set<String> reset = devicesWith(EnumSet.of(
                        LifecycleKind.FACTORY_RESET, LifecycleKind.FIRMWARE_INSTALLED, LifecycleKind.APP_REMOVED));
                yield ofDevices(detector, device -> reset.contains(device.deviceId()));
            }
            case "cohort-exclusive", "new-destination", "surge", "went-dark", "country-shift" -> ofModels(detector);
            default -> {
                long least = Detectors.deviceSide().stream()
                        .filter(each -> each.id().equals(detector))
                        .mapToLong(each -> each.leastContacts(policy))
                        .findFirst()
                        .orElse(1);
                yield ofDevices(detector, device -> device.events() >= least);
            }
        };
    }

    private DetectorEffort ofDevices(String detector, Predicate<CaseDevice> enough) {
        long examined = devices.stream().filter(enough).count();
        return DetectorEffort.ofDevices(detector, examined, devices.size() - examined);
    }

    /** Models of the inventory; a cohort needs others to be compared with. */
    private DetectorEffort ofModels(String detector) {
        Map<String, Long> models = devices.stream()
                .filter(device -> !device.isUnknown())
                .collect(Collectors.groupingBy(
                        device -> device.manufacturer() + "\n" + device.model(), Collectors.counting()));
        boolean longEnough = Detectors.destinationSide().stream()
                .filter(each -> each.id().equals(detector))
                .allMatch(each -> spanMillis >= each.learningMillis(policy, windowMillis));
        boolean compared = !detector.equals("cohort-exclusive") || models.size() > 1;
        long examined = !longEnough || !compared
                ? 0
                : models.values().stream()
                        .filter(size -> size >= LEAST_DEVICES_OF_COHORT)
                        .count();
        return DetectorEffort.ofModels(detector, examined, models.size() - examined);
    }

    private boolean hasRule(PolicyKind kind) {
        return reference.rules().stream().anyMatch(rule -> rule.getKind() == kind);
    }

    private Predicate<CaseDevice> identified() {
        Set<String> identified = new HashSet<>();
        for (DeviceProfile profile : reference.profiles()) {
            if (!profile.getIdentifiers().isEmpty()) {
                identified.add(profile.getDeviceId());
            }
        }
        return device -> identified.contains(device.deviceId());
    }

    private Set<String> devicesWith(Set<LifecycleKind> kinds) {
        return reference.lifecycle().stream()
                .filter(each -> kinds.contains(each.getKind()))
                .map(DeviceLifecycle::getDeviceId)
                .collect(Collectors.toSet());
    }
}
