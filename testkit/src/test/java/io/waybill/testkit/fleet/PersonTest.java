package io.waybill.testkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.testkit.random.RandomStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {

    private static final Person EARLY = new Person(6, 22.5, 1.5, 20, false);
    private static final Person LATE = new Person(8, 25.5, 1, 20, false);

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T05:59:00Z, true", "2026-03-02T06:00:00Z, false", "2026-03-02T22:29:00Z, false",
        "2026-03-02T22:30:00Z, true", "2026-03-07T07:00:00Z, true", "2026-03-07T07:31:00Z, false"
    })
    void sleepsAndIsLaterAtWeekends(Instant local, boolean asleep) {
        assertThat(EARLY.asleep(local.toEpochMilli())).isEqualTo(asleep);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-03T00:30:00Z, false",
        "2026-03-03T01:29:00Z, false",
        "2026-03-03T01:31:00Z, true",
        "2026-03-03T07:59:00Z, true",
        "2026-03-03T23:59:00Z, false"
    })
    void maySleepAfterMidnight(Instant local, boolean asleep) {
        assertThat(LATE.asleep(local.toEpochMilli())).isEqualTo(asleep);
    }

    @Test
    void usesThePhoneMostInTheEvening() {
        double night = EARLY.intensity(Instant.parse("2026-03-03T03:00:00Z").toEpochMilli());
        double morning = EARLY.intensity(Instant.parse("2026-03-03T10:00:00Z").toEpochMilli());
        double evening = EARLY.intensity(Instant.parse("2026-03-03T20:00:00Z").toEpochMilli());

        assertThat(night).isLessThan(morning);
        assertThat(morning).isLessThan(evening);
        assertThat(evening).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isDrawnWithinBounds(long seed) {
        RandomStream random = RandomStream.of(seed, "people");
        for (int i = 0; i < 500; i++) {
            Person person = Person.draw(random);

            assertThat(person.wakes()).as("seed %d", seed).isBetween(4.5, 10.0);
            assertThat(person.sleeps()).as("seed %d", seed).isBetween(21.0, 26.0);
            assertThat(person.activity()).as("seed %d", seed).isBetween(5.0, 45.0);
        }
    }
}
