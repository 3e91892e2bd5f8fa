package io.waybill.streams.detect.device;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.streams.detect.Contact;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadVolumeTest {

    private static List<Finding> examine(PairHistory history) {
        return new UploadVolume().examine(history, Policy.EMPTY);
    }

    private static PairHistory receiving(PairHistory history, long bytes) {
        List<Contact> contacts = history.contacts().stream()
                .map(c -> new Contact(
                        c.time(),
                        c.durationMs(),
                        c.bytesSent(),
                        bytes,
                        c.outcome(),
                        c.occurrences(),
                        c.endpoint(),
                        c.leaks(),
                        c.firmware(),
                        c.event()))
                .toList();
        return new PairHistory(
                history.device(),
                history.destination(),
                contacts,
                history.omitted(),
                history.first(),
                history.names(),
                history.nameSample());
    }

    @ParameterizedTest(name = "{0} bytes in a day: score {1}")
    @CsvSource({"19999999,", "20000000, 0.5", "40000000, 0.75", "2000000000, 0.995"})
    void firesFromTwentyMegabytesOn(long bytes, @org.jspecify.annotations.Nullable Double score) {
        assertThat(examine(SampleHistory.device("p").bytesSent(bytes).at(MONDAY).build()))
                .hasSize(score == null ? 0 : 1)
                .allSatisfy(finding -> {
                    assertThat(finding.score()).isCloseTo(score, within(1e-9));
                    assertThat(finding.observed()).isEqualTo(bytes);
                });
    }

    @ParameterizedTest(name = "30 MB sent, {0} received: {1}")
    @CsvSource({"0, 1", "15000000, 1", "15000001, 0", "3000000000, 0"})
    void whoReceivesMoreThanHalfOfWhatItSendsIsNoUploader(long received, int findings) {
        PairHistory history =
                SampleHistory.device("p").bytesSent(30_000_000).at(MONDAY).build();

        assertThat(examine(receiving(history, received))).hasSize(findings);
    }

    @Test
    void theBusiestDayInUtcIsTaken() {
        SampleHistory history = SampleHistory.device("p")
                .bytesSent(12_000_000)
                .at(MONDAY + 23 * HOUR, MONDAY + 24 * HOUR) // an hour apart, on two days
                .at(MONDAY + 5 * DAY, MONDAY + 5 * DAY + HOUR, MONDAY + 6 * DAY - 1);

        assertThat(examine(history.build())).singleElement().satisfies(finding -> {
            assertThat(finding.observed()).isEqualTo(36e6);
            assertThat(finding.samples()).isEqualTo(3);
            assertThat(finding.window().start()).isEqualTo(MONDAY + 5 * DAY);
        });
    }

    @Test
    void moreSentIsNeverLessSure() {
        double before = 0;
        for (long megabytes = 20; megabytes < 2_000; megabytes += 60) {
            double score = examine(SampleHistory.device("p")
                            .bytesSent(megabytes * 1_000_000)
                            .at(MONDAY)
                            .build())
                    .get(0)
                    .score();
            assertThat(score).isGreaterThan(before).isLessThan(1);
            before = score;
        }
    }

    @Test
    void ofDaysAlikeTheFirstIsTakenWithWhatWasReceived() {
        SampleHistory history = SampleHistory.device("p").bytesSent(25_000_000);
        PairHistory twoDays = history.at(MONDAY + HOUR, MONDAY + DAY + HOUR).build();

        assertThat(examine(receiving(twoDays, 7))).singleElement().satisfies(finding -> {
            assertThat(finding.window().start()).isEqualTo(MONDAY + HOUR);
            assertThat(finding.facts()).isEqualTo(Map.of("bytesSent", 25e6, "bytesReceived", 7.0, "floor", 20e6));
            assertThat(finding.expected()).isEqualTo(20e6);
        });
    }
}
