package io.waybill.streams.detect.device;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.periodic.PeriodicContact;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever finds something at a known service says so: the fleet's side goes by it where the destination has no such name. */
class KnownServiceNotesTest {

    static Stream<DeviceDetector> detectors() {
        return Stream.of(
                new UnansweredRetry(),
                new SurvivesReset(),
                new UploadVolume(),
                new LongConnection(),
                new NameFlood(),
                new PeriodicContact());
    }

    private static SampleHistory history(DeviceDetector detector, String site) {
        SampleHistory history = SampleHistory.device("p").site(site, "www." + site);
        if (detector instanceof UnansweredRetry) {
            history.outcome(Outcome.UNANSWERED);
        }
        return history.bytesSent(25_000_000)
                .lasting(5 * HOUR)
                .named(2_000, "www." + site)
                .mark(MONDAY + DAY, LifecycleKind.FACTORY_RESET, "")
                .every(HOUR, 48, MONDAY);
    }

    @ParameterizedTest
    @MethodSource("detectors")
    void sayWhatIsKnown(DeviceDetector detector) {
        assertThat(detector.examine(history(detector, "samsung.com").build(), Policy.EMPTY))
                .extracting(finding -> finding.notes().get("knownService"))
                .containsExactly("Samsung services (Samsung)");
        assertThat(detector.examine(history(detector, "unheard.example").build(), Policy.EMPTY))
                .hasSize(1)
                .extracting(Finding::notes)
                .allSatisfy(notes -> assertThat(notes).doesNotContainKey("knownService"));
    }
}
