package io.waybill.testkit.traffic;

import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.random.RandomStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Work that waits for the charger and the owner's sleep: app updates, backups. A burst on some nights. */
final class NightSource implements TrafficSource {

    private static final long HOUR = 3_600_000L;
    private static final double MEAN_BURST = 4;

    private final Life life;
    private final RandomStream random;
    private final Caller caller;
    private final Service service;
    private final @Nullable String app;
    private final double share;
    private final Deque<Contact> ready = new ArrayDeque<>();
    private long night;

    /** On this share of nights. */
    NightSource(Life life, RandomStream random, Service service, @Nullable String app, double share) {
        this.life = life;
        this.random = random;
        this.caller = new Caller(life, random);
        this.service = service;
        this.app = app;
        this.share = share;
        long local = life.local(life.period().from());
        this.night = life.period().from() - Math.floorMod(local, 24 * HOUR);
    }

    @Override
    public @Nullable Contact next() {
        while (ready.isEmpty() && night < life.period().to()) {
            long start = night + (long) (HOUR * random.between(1.2, 5));
            night += 24 * HOUR;
            if (random.chance(share)) {
                burst(start);
            }
        }
        return ready.poll();
    }

    private void burst(long start) {
        long time = start;
        for (int left = random.geometric(MEAN_BURST); left > 0; left--) {
            if (time >= life.period().from() && time < life.period().to() && life.online(time)) {
                ready.add(caller.call(service, time, app));
            }
            time += 1 + (long) random.exponential(90_000);
        }
    }
}
