package io.waybill.testkit.scenario;

import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.PhoneModel;
import io.waybill.testkit.truth.Expectation;
import io.waybill.testkit.truth.Ledger;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Turns what the feeds delivered under one label into expectations.
 *
 * @param lives the fleet
 * @param ledger what was delivered
 * @param label the story's label
 * @param destination where its contacts are counted
 */
record Telling(List<Life> lives, Ledger ledger, String label, String destination) {

    /** Contacts below which nobody can be asked to see a beat. */
    private static final int BEATS_NEEDED = 24;

    /** Whether the feeds delivered enough of a device's contacts to see a beat in them. */
    boolean beats(String device) {
        return ledger.contacts(label, device, 0, Long.MAX_VALUE) >= BEATS_NEEDED;
    }

    /** The same about phones of one model only. */
    Telling of(PhoneModel model) {
        return new Telling(
                lives.stream()
                        .filter(life -> life.phone().model().equals(model))
                        .toList(),
                ledger,
                label,
                destination);
    }

    Life life(String device) {
        return lives.stream()
                .filter(life -> life.phone().id().equals(device))
                .findFirst()
                .orElseThrow();
    }

    /** One alert per device that did it and passes. */
    List<Expectation> perDevice(String detector, Severity least, String why, Predicate<String> which) {
        return devices().stream()
                .filter(which)
                .map(device -> new Expectation(
                        detector,
                        SubjectLevel.DEVICE,
                        device,
                        destination,
                        least,
                        ledger.first(label),
                        List.of(device),
                        why))
                .toList();
    }

    /** One alert about a cohort, resting on all devices that did it. */
    Expectation cohort(String detector, SubjectLevel level, String subject, Severity least, String why) {
        return new Expectation(detector, level, subject, destination, least, ledger.first(label), devices(), why);
    }

    private List<String> devices() {
        Set<String> mine = lives.stream().map(life -> life.phone().id()).collect(Collectors.toSet());
        return ledger.devices(label).stream().filter(mine::contains).toList();
    }
}
