package io.waybill.streams.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterTest {

    private static final Cohort ONE = Cohort.model("Acme", "One");
    private static final Cohort ONE_A = Cohort.firmware("Acme", "One", "A");

    private final Roster roster = Roster.of(Map.of(
            ONE,
            3L,
            Cohort.model("Acme", "Two"),
            2L,
            Cohort.model("unknown", "unknown"),
            9L,
            Cohort.model("Acme", "unknown"),
            9L,
            Cohort.manufacturer("Acme"),
            5L,
            ONE_A,
            3L,
            Cohort.firmware("Acme", "One", "B"),
            2L));

    @Test
    void cohortsAreOfOneLevelLargeEnoughAndKnown() {
        Roster.Eligible eligible = roster.eligible(3);

        assertThat(eligible.models()).isEqualTo(1);
        assertThat(eligible.firmwares()).isEqualTo(1);
        assertThat(eligible.modelsOf("Acme")).containsExactly(ONE);
        assertThat(eligible.firmwaresOf(ONE)).containsExactly(ONE_A);
        assertThat(eligible.modelsOf("unknown")).isEmpty();
    }

    @Test
    void fewerDevicesAskedForAreMoreCohorts() {
        assertThat(roster.eligible(2).models()).isEqualTo(2);
        assertThat(roster.eligible(2).firmwaresOf(ONE)).hasSize(2);
        assertThat(roster.eligible(10).models()).isZero();
    }

    @Test
    void aCohortNobodyHeardOfHasNoDevices() {
        assertThat(roster.sizeOf(ONE)).isEqualTo(3);
        assertThat(roster.sizeOf(Cohort.model("Bolt", "One"))).isZero();
    }
}
