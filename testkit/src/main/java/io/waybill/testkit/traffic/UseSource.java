package io.waybill.testkit.traffic;

import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.random.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A person using apps: sessions as a Poisson process whose rate follows the person's day (thinning after Lewis and Shedler,
 * 1979), each with a geometric number of contacts of one app.
 */
final class UseSource implements TrafficSource {

    private static final long DAY = 86_400_000L;
    /** Mean of a person's intensity over a day; makes {@code activity} sessions of the peak rate below. */
    private static final double MEAN_INTENSITY = 0.45;

    private static final long BETWEEN_CONTACTS_MILLIS = 7_000;

    private final Life life;
    private final RandomStream random;
    private final Caller caller;
    private final Catalogue catalogue;
    private final List<App> apps;
    private final List<Double> liking;
    private final PriorityQueue<Contact> ready = new PriorityQueue<>(Comparator.comparingLong(Contact::time));
    private final double peakMillis;
    private long session;

    /** Of these apps, as far as they are installed at the time. */
    UseSource(Life life, RandomStream random, Catalogue catalogue, List<App> apps) {
        this.life = life;
        this.random = random;
        this.caller = new Caller(life, random);
        this.catalogue = catalogue;
        this.apps = apps;
        this.liking = apps.stream().map(app -> random.logNormal(1, 0.7)).toList();
        this.peakMillis = DAY * MEAN_INTENSITY / life.phone().person().activity();
        this.session = life.period().from() + (long) random.exponential(peakMillis);
    }

    @Override
    public @Nullable Contact next() {
        while (session < life.period().to() && (ready.isEmpty() || ready.peek().time() >= session)) {
            long begin = session;
            session += 1 + (long) random.exponential(peakMillis);
            if (random.chance(life.phone().person().intensity(life.local(begin)))) {
                use(begin);
            }
        }
        return ready.poll();
    }

    private void use(long begin) {
        App app = choose(begin);
        if (app == null) {
            return;
        }
        long time = begin;
        for (int left = random.geometric(app.contacts()); left > 0; left--) {
            if (time < life.period().to() && life.online(time)) {
                ready.add(caller.call(
                        service(random.pick(app.services())),
                        time,
                        app.nameOn(life.phone().model().platform())));
            }
            time += 1 + (long) random.exponential(BETWEEN_CONTACTS_MILLIS);
        }
    }

    private @Nullable App choose(long time) {
        List<Double> weights = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < apps.size(); i++) {
            double weight = life.installed(apps.get(i).android(), time) ? liking.get(i) : 0;
            weights.add(weight);
            sum += weight;
        }
        double at = random.nextDouble() * sum;
        for (int i = 0; i < apps.size(); i++) {
            at -= weights.get(i);
            if (at < 0) {
                return apps.get(i);
            }
        }
        return null;
    }

    private Service service(String id) {
        boolean home = id.equals("web-home");
        return catalogue.service(home ? "web-" + life.phone().home().country().toLowerCase(Locale.ROOT) : id);
    }
}
