package io.waybill.streams.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Cohort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurringCohortsTest {

    private final RecurringCohorts cohorts = new RecurringCohorts();

    private Cohort of(Cohort cohort) {
        return cohorts.of(cohort.level(), cohort.manufacturer(), cohort.model(), cohort.firmware(), cohort.app());
    }

    @Test
    void what_recurs_is_the_same_object() {
        assertThat(of(Cohort.firmware("Acme", "One", "1.0"))).isSameAs(of(Cohort.firmware("Acme", "One", "1.0")));
    }

    /** Pairs with the same hash code in the field that differs, so that they come to the same place. */
    @ParameterizedTest
    @CsvSource({
        "Aa, One, 1.0, '', BB, One, 1.0, ''",
        "Acme, Aa, 1.0, '', Acme, BB, 1.0, ''",
        "Acme, One, Aa, '', Acme, One, BB, ''",
        "'', '', '', Aa, '', '', '', BB"
    })
    void cohorts_of_one_place_are_told_apart(
            String maker,
            String model,
            String build,
            String app,
            String otherMaker,
            String otherModel,
            String otherBuild,
            String otherApp) {
        Cohort one = new Cohort(SubjectLevel.FIRMWARE, maker, model, build, app);
        Cohort other = new Cohort(SubjectLevel.FIRMWARE, otherMaker, otherModel, otherBuild, otherApp);

        assertThat(of(one)).isEqualTo(one);
        assertThat(of(other)).isEqualTo(other);
        assertThat(of(one)).isEqualTo(one);
    }

    @Test
    void a_level_is_part_of_it() {
        for (int i = 0; i < 3 * RecurringCohorts.SLOTS; i++) {
            for (SubjectLevel level : new SubjectLevel[] {SubjectLevel.MODEL, SubjectLevel.MANUFACTURER}) {
                Cohort cohort = new Cohort(level, "maker-" + i, "", "", "");
                assertThat(of(cohort)).isEqualTo(cohort);
            }
        }
    }
}
