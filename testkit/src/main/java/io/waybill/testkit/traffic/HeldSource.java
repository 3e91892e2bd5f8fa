package io.waybill.testkit.traffic;

import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.random.RandomStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A connection kept open, as push services do, and opened again when it breaks: because the phone goes offline, because the
 * far end has had enough, or because a NAT on the way forgot it, which a probe sees as two connections back to back.
 */
final class HeldSource implements TrafficSource {

    private static final double REBOUND = 0.06;
    private static final long SHORTEST_MILLIS = 20_000;
    private static final long LONGEST_MILLIS = 12 * 3_600_000L;

    private final Life life;
    private final RandomStream random;
    private final Caller caller;
    private final Service service;
    private final @Nullable String app;
    private final long medianMillis;
    private final double sigma;
    private final LongPredicate present;
    private final Deque<Contact> ready = new ArrayDeque<>();
    private long time;

    /**
     * A held connection.
     *
     * @param medianMillis how long it usually holds; {@code sigma} is the spread, deviation of the natural logarithm
     * @param present whether what holds it is on the phone at a time
     */
    HeldSource(
            Life life,
            RandomStream random,
            Service service,
            @Nullable String app,
            long medianMillis,
            double sigma,
            LongPredicate present) {
        this.life = life;
        this.random = random;
        this.caller = new Caller(life, random);
        this.service = service;
        this.app = app;
        this.medianMillis = medianMillis;
        this.sigma = sigma;
        this.present = present;
        this.time = life.period().from() + (long) random.between(0, 0.2 * medianMillis);
    }

    @Override
    public @Nullable Contact next() {
        while (ready.isEmpty() && time < life.period().to()) {
            open();
        }
        return ready.poll();
    }

    private void open() {
        long from = life.nextOnline(time);
        double wanted = random.logNormal(medianMillis, sigma);
        long holds = (long) Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, wanted));
        long until = Math.min(from + holds, life.nextOffline(from));
        time = until + (long) random.exponential(until < from + holds ? 30_000 : 2_000);
        if (from >= life.period().to() || !present.test(from)) {
            time = Math.max(time, from + SHORTEST_MILLIS);
            return;
        }
        Contact whole = caller.call(service, from, until - from, app);
        boolean rebound = random.chance(REBOUND);
        long cut = (long) ((until - from) * random.between(0.2, 0.8));
        if (rebound && life.period().contains(from + cut + 40)) {
            ready.add(whole.lasting(from, cut));
            ready.add(caller.call(service, from + cut + 40, until - from - cut, app));
        } else {
            ready.add(whole);
        }
    }
}
