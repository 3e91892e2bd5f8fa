package io.waybill.streams.detect.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Roster;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CohortHitsTest {

    private static Finding of(String device, String manufacturer, String model) {
        var history = SampleHistory.of(device, manufacturer, model).at(1).build();
        return new FindingDraft("d", history, history.contacts()).write();
    }

    @Test
    void aDeviceCountsOnceAtEachLevelHoweverManyFindings() {
        List<Finding> all =
                List.of(of("1", "Acme", "One"), of("1", "Acme", "One"), of("2", "Acme", "Two"), of("3", "Bolt", "One"));
        CohortHits tally = CohortHits.ofSubset(all.subList(0, 2), all);

        assertThat(tally.hitsOf(Cohort.model("Acme", "One"))).isEqualTo(1);
        assertThat(tally.hitsOf(Cohort.manufacturer("Acme"))).isEqualTo(1);
        assertThat(tally.sizeOf(Cohort.manufacturer("Acme"))).isEqualTo(2);
        assertThat(tally.sizeOf(Cohort.FLEET)).isEqualTo(3);
        assertThat(tally.hitsOf(Cohort.model("Bolt", "One"))).isZero();
        assertThat(tally.sizeOf(Cohort.model("Nobody", "One"))).isZero();
    }

    @Test
    void hitsAreNeverMoreThanDevices() {
        CohortHits tally = new CohortHits(Map.of(Cohort.FLEET, 12L), Roster.of(Map.of(Cohort.FLEET, 10L)));

        assertThat(tally.hitsOf(Cohort.FLEET)).isEqualTo(10);
    }
}
