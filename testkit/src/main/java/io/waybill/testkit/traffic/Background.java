package io.waybill.testkit.traffic;

import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Phone;
import io.waybill.testkit.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everyday traffic of a phone: what it does by itself and what its owner does. Nothing here deserves an alert. */
public final class Background {

    private final Catalogue catalogue;
    private final long seed;

    /** From these tables. */
    public Background(Catalogue catalogue, long seed) {
        this.catalogue = catalogue;
        this.seed = seed;
    }

    /** The sources of this phone's everyday traffic, each with its own random stream. */
    public List<TrafficSource> of(Life life) {
        Phone phone = life.phone();
        List<TrafficSource> sources = new ArrayList<>();
        List<Routine> done = new ArrayList<>();
        for (Routine routine : catalogue.routines()) {
            RandomStream random = RandomStream.of(seed, phone.id() + "/" + routine.service() + "/" + routine.who());
            boolean always = routine.rhythm() == Routine.Rhythm.NIGHT;
            if (routine.concerns(phone) && (always || random.chance(routine.share()))) {
                sources.add(source(life, random, routine));
                if (routine.needs() == null) {
                    done.add(routine);
                }
            }
        }
        sources.add(new SetUpSource(life, RandomStream.of(seed, phone.id() + "/set-up"), done, catalogue));
        sources.add(new UseSource(life, RandomStream.of(seed, phone.id() + "/use"), catalogue, catalogue.apps()));
        return sources;
    }

    private TrafficSource source(Life life, RandomStream random, Routine routine) {
        Service service = catalogue.service(routine.service());
        long every = routine.everySeconds() * 1000;
        String app = nameOf(routine, life.phone());
        return switch (routine.rhythm()) {
            case NIGHT -> new NightSource(life, random, service, app, routine.share());
            case HELD ->
                new HeldSource(
                        life, random, service, app, every, routine.jitter(), time -> present(routine, life, time));
            case BEAT -> {
                Caller caller = new Caller(life, random);
                BeatSource.Rhythm rhythm = new BeatSource.Rhythm(every, routine.jitter(), 0.02, true);
                yield new BeatSource(
                        life,
                        random,
                        rhythm,
                        time -> present(routine, life, time) ? caller.call(service, time, app) : null);
            }
        };
    }

    private @Nullable String nameOf(Routine routine, Phone phone) {
        String needs = routine.needs();
        return catalogue.apps().stream()
                .filter(app -> app.android().equals(needs))
                .map(app -> app.nameOn(phone.model().platform()))
                .findFirst()
                .orElse(routine.app());
    }

    private static boolean present(Routine routine, Life life, long time) {
        String app = routine.needs();
        return app == null || life.installed(app, time);
    }
}
