package io.waybill.console.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which questions made the database fail for good. Each time costs everybody the time to open it again, so the same question is
 * refused after {@link #SAME} times within {@link #MEMORY}, and any question of its kind after {@link #KIND} times, until the oldest
 * of these is forgotten. Holds at most {@link #MOST} of them. Thread-safe.
 */
final class Strikes {

    /** Times that the very same question may make the database fail. */
    static final int SAME = 2;

    /** Times that questions of one kind may. */
    static final int KIND = 4;

    /** For how long it is held against them. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    /** Strikes that are remembered; the feed opens the database less often than that in the time they are. */
    static final int MOST = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Strikes.class);

    private final Clock clock;
    private final Deque<Strike> strikes = new ArrayDeque<>();
    private long refusals;

    Strikes(Clock clock) {
        this.clock = clock;
    }

    /**
     * Lets a question through, or not.
     *
     * @throws RefusedQuestionException when it, or its kind, made the database fail too often
     */
    synchronized void check(Asked asked) {
        forgetOld();
        refuse(SAME, "this very question", strike -> strike.asked().equals(asked));
        refuse(
                KIND,
                "questions for " + asked.kind(),
                strike -> strike.asked().kind().equals(asked.kind()));
    }

    /** The database failed while it worked on this question. */
    synchronized void add(Asked asked) {
        forgetOld();
        if (strikes.size() == MOST) {
            strikes.removeFirst();
        }
        strikes.addLast(new Strike(asked, clock.instant()));
        LOG.error("a question made the console's database fail: kind={}", asked.kind());
    }

    /** How many questions were refused so far. */
    synchronized long refusals() {
        return refusals;
    }

    private void refuse(int allowed, String who, Predicate<Strike> concerns) {
        long times = strikes.stream().filter(concerns).count();
        if (times >= allowed) {
            refusals++;
            Instant until = strikes.stream()
                    .filter(concerns)
                    .skip(times - allowed)
                    .findFirst()
                    .orElseThrow()
                    .time()
                    .plus(MEMORY);
            throw new RefusedQuestionException(who + " made the store's database fail " + times + " times within "
                    + MEMORY.toMinutes() + " minutes: refused until " + until.truncatedTo(ChronoUnit.SECONDS));
        }
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(MEMORY);
        while (!strikes.isEmpty() && !strikes.getFirst().time().isAfter(oldest)) {
            strikes.removeFirst();
        }
    }

    private record Strike(Asked asked, Instant time) {}
}
