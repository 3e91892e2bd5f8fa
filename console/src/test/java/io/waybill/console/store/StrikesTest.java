package io.waybill.console.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whoever makes the database fail again and again is refused for a while, and nobody else. */
class StrikesTest {

    private static final Asked HOURS = new Asked("differences", "one hour");
    private static final Asked DAYS = new Asked("differences", "two days");
    private static final Asked MODELS = new Asked("models", "one hour");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
    private final InstantSource source = now::get;
    private final Strikes strikes = new Strikes(source.withZone(ZoneOffset.UTC));

    @Test
    void theSameQuestionIsRefusedAfterTwoTimesWithTheReason() {
        strikes.add(HOURS);
        assertThatCode(() -> strikes.check(HOURS)).doesNotThrowAnyException();
        pass(Duration.ofMinutes(1));
        strikes.add(HOURS);

        assertThatThrownBy(() -> strikes.check(new Asked("differences", "one hour")))
                .isInstanceOf(RefusedQuestionException.class)
                .hasMessageContaining("this very question made the store's database fail 2 times")
                .hasMessageContaining("until 2026-01-02T03:14:05Z");
        assertThatCode(() -> strikes.check(DAYS)).doesNotThrowAnyException();
        assertThatCode(() -> strikes.check(MODELS)).doesNotThrowAnyException();
        assertThat(strikes.refusals()).isEqualTo(1);
    }

    @Test
    void aKindOfQuestionIsRefusedAfterFourTimes() {
        for (int i = 0; i < Strikes.KIND; i++) {
            assertThatCode(() -> strikes.check(DAYS)).doesNotThrowAnyException();
            strikes.add(new Asked("differences", i));
        }

        assertThatThrownBy(() -> strikes.check(DAYS)).hasMessageContaining("questions for differences");
        assertThatCode(() -> strikes.check(MODELS)).doesNotThrowAnyException();
    }

    @Test
    void itIsLetThroughAgainWhenThatIsLongAgo() {
        strikes.add(HOURS);
        pass(Duration.ofMinutes(4));
        strikes.add(HOURS);
        pass(Strikes.MEMORY.minus(Duration.ofMinutes(4)).minusSeconds(1));
        assertThatThrownBy(() -> strikes.check(HOURS)).isInstanceOf(RefusedQuestionException.class);

        pass(Duration.ofSeconds(1));

        assertThatCode(() -> strikes.check(HOURS)).doesNotThrowAnyException();
    }

    @Test
    void theOldestIsForgottenWhereThereAreTooMany() {
        strikes.add(HOURS);
        strikes.add(HOURS);
        for (int i = 1; i < Strikes.MOST; i++) {
            strikes.add(new Asked("kind " + i, i));
        }

        assertThatCode(() -> strikes.check(HOURS)).doesNotThrowAnyException();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
