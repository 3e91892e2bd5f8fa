package io.waybill.streams.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.schemas.SubjectLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CohortTest {

    private static final List<Cohort> ALL = List.of(
            Cohort.app("com.x"),
            Cohort.firmware("Acme", "One", "1"),
            Cohort.firmware("Acme", "One", "2"),
            Cohort.firmware("Acme", "Two", "1"),
            Cohort.model("Acme", "One"),
            Cohort.model("Acme", "Two"),
            Cohort.model("Bolt", "One"),
            Cohort.manufacturer("Acme"),
            Cohort.manufacturer("Bolt"),
            Cohort.FLEET);

    @Test
    void saysItsNameAtEachLevel() {
        assertThat(Cohort.FLEET.value()).isEqualTo("fleet");
        assertThat(Cohort.manufacturer("Acme").value()).isEqualTo("Acme");
        assertThat(Cohort.model("Acme", "One").value()).isEqualTo("Acme One");
        assertThat(Cohort.firmware("Acme", "One", "1.0").value()).isEqualTo("Acme One 1.0");
        assertThat(Cohort.app("com.x").value()).isEqualTo("com.x");
        assertThatThrownBy(() -> new Cohort(SubjectLevel.DEVICE, "", "", "", "").value())
                .hasMessage("a device is no cohort");
    }

    @Test
    void fieldsBelowTheLevelAreEmpty() {
        assertThat(Cohort.model("Acme", "One")).isEqualTo(new Cohort(SubjectLevel.MODEL, "Acme", "One", "", ""));
        assertThat(Cohort.app("com.x")).isEqualTo(new Cohort(SubjectLevel.APP, "", "", "", "com.x"));
    }

    @Test
    void theOrderIsTotalAndDoesNotDependOnTheWayThere() {
        List<Cohort> sorted = List.copyOf(new TreeSet<>(ALL));
        for (long seed = 1; seed <= 20; seed++) {
            List<Cohort> shuffled = new ArrayList<>(ALL);
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(new TreeSet<>(shuffled)).as("seed %d", seed).containsExactlyElementsOf(sorted);
        }
        for (Cohort one : ALL) {
            for (Cohort other : ALL) {
                assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
                assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
            }
        }
    }
}
