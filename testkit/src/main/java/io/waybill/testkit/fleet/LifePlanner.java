package io.waybill.testkit.fleet;

import io.waybill.schemas.LifecycleKind;
import io.waybill.testkit.random.RandomStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws what happens to a phone: nights, dead spots, journeys, apps that come and go, updates, the odd reset. */
public final class LifePlanner {

    private static final long MINUTE = 60_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private static final double DEAD_SPOTS_PER_DAY = 0.5;
    private static final double FLIGHT_PER_DAY = 0.02;
    private static final double ROAMING_SHARE = 0.05;
    private static final double RESET_SHARE = 0.07;
    private static final double UPDATE_SHARE = 0.15;
    private static final double APP_INSTALL_PER_DAY = 0.1;
    private static final double APP_REMOVAL_PER_DAY = 0.04;

    private final Span period;
    private final long seed;
    private final Map<String, Double> apps;

    /**
     * For this period.
     *
     * @param apps popularity of third-party apps by package, in an order that stays the same
     */
    public LifePlanner(Span period, long seed, Map<String, Double> apps) {
        this.period = period;
        this.seed = seed;
        this.apps = apps;
    }

    /**
     * The life of this phone.
     *
     * @param everyday whether it is reset or updated now and then, as any phone
     * @param story what a story does to it
     */
    public Life plan(Phone phone, boolean everyday, List<Mark> story) {
        RandomStream random = RandomStream.of(seed, phone.id() + "/life");
        List<Mark> marks = new ArrayList<>(story);
        Map<String, Span> installed = apps(random, marks);
        boolean resets = random.chance(RESET_SHARE);
        boolean updates = random.chance(UPDATE_SHARE);
        long when = period.at(random.between(0.3, 0.7));
        String newest = phone.model().firmwares().get(phone.model().firmwares().size() - 1);
        if (everyday && resets) {
            marks.add(Mark.reset(when));
        } else if (everyday && updates && !newest.equals(phone.firmware())) {
            marks.add(Mark.firmware(when, newest));
        }
        marks.sort(Comparator.comparingLong(Mark::time));
        List<Span> gaps = new ArrayList<>();
        List<Span> offline = offline(phone, random, marks, gaps);
        boolean roams = random.chance(ROAMING_SHARE);
        long leaves = period.at(random.between(0, 0.8));
        Span abroad = new Span(leaves, leaves + (long) random.between(8 * HOUR, 60 * HOUR));
        Market destination = random.pick(Market.ALL);
        return new Life(
                phone,
                period,
                List.copyOf(marks),
                offline,
                installed,
                List.copyOf(gaps),
                roams ? abroad : null,
                destination);
    }

    private Map<String, Span> apps(RandomStream random, List<Mark> marks) {
        Map<String, Span> installed = new TreeMap<>();
        double days = period.length() / (double) DAY;
        apps.forEach((app, popularity) -> {
            double luck = random.nextDouble();
            long when = period.at(random.between(0.1, 0.9));
            // Popularity is a half or so on average: doubled, all apps together come to about the rate.
            double arriving = popularity * APP_INSTALL_PER_DAY * days / apps.size() * 2;
            double leaving = popularity * APP_REMOVAL_PER_DAY * days / apps.size() * 2;
            if (popularity < 1 && luck < leaving) {
                installed.put(app, new Span(period.from(), when));
                marks.add(Mark.removed(when, app));
            } else if (luck < popularity) {
                installed.put(app, period);
            } else if (luck < popularity + arriving) {
                installed.put(app, new Span(when, period.to()));
                marks.add(Mark.installed(when, app));
            }
        });
        return installed;
    }

    private List<Span> offline(Phone phone, RandomStream random, List<Mark> marks, List<Span> gaps) {
        List<Span> offline = new ArrayList<>();
        for (long day = period.from() - DAY; day < period.to(); day += DAY) {
            long midnight = day - phone.home().utcOffsetMillis();
            if (phone.person().switchesOffAtNight()) {
                long off = midnight + (long) (phone.person().sleeps() * HOUR);
                long on = midnight + DAY + (long) (phone.person().wakes() * HOUR);
                offline.add(new Span(off, on));
            }
            if (random.chance(DEAD_SPOTS_PER_DAY)) {
                offline.add(spell(day, random, 10 * MINUTE, 40 * MINUTE));
            }
            if (random.chance(FLIGHT_PER_DAY)) {
                offline.add(spell(day, random, 2 * HOUR, 9 * HOUR));
            }
        }
        for (Mark mark : marks) {
            Span restart = restart(mark, random);
            if (restart != null) {
                offline.add(restart);
            }
            if (mark.kind() == LifecycleKind.FACTORY_RESET) {
                gaps.add(new Span(mark.time(), mark.time() + (long) random.between(20 * MINUTE, 4 * HOUR)));
            }
        }
        return disjoint(offline);
    }

    private static @Nullable Span restart(Mark mark, RandomStream random) {
        return switch (mark.kind()) {
            case FACTORY_RESET -> new Span(mark.time(), mark.time() + (long) random.between(9 * MINUTE, 20 * MINUTE));
            case FIRMWARE_INSTALLED ->
                new Span(mark.time(), mark.time() + (long) random.between(4 * MINUTE, 9 * MINUTE));
            case SETTING_CHANGED, APP_INSTALLED, APP_REMOVED, OTHER -> null;
        };
    }

    private static Span spell(long day, RandomStream random, double shortest, double longest) {
        long from = day + (long) random.between(0, DAY);
        return new Span(from, from + (long) random.between(shortest, longest));
    }

    private static List<Span> disjoint(List<Span> spans) {
        List<Span> sorted =
                spans.stream().sorted(Comparator.comparingLong(Span::from)).toList();
        List<Span> result = new ArrayList<>();
        for (Span span : sorted) {
            Span last = result.isEmpty() ? null : result.get(result.size() - 1);
            if (last != null && span.from() <= last.to()) {
                result.set(result.size() - 1, new Span(last.from(), Math.max(last.to(), span.to())));
            } else {
                result.add(span);
            }
        }
        return List.copyOf(result);
    }
}
