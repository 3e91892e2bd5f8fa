package io.waybill.testkit.traffic;

import io.waybill.schemas.LifecycleKind;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Mark;
import io.waybill.testkit.random.RandomStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every phone does when it comes back from a reset or a new build: signs in, checks for updates, restores. */
final class SetUpSource implements TrafficSource {

    private static final double MEAN_CONTACTS = 3;
    private static final long SPREAD_MILLIS = 25 * 60_000L;

    private final Deque<Contact> ready = new ArrayDeque<>();

    /** Contacts with these services, those that the phone has anyway, after each of its resets and new builds. */
    SetUpSource(Life life, RandomStream random, List<Routine> routines, Catalogue catalogue) {
        Caller caller = new Caller(life, random);
        List<Contact> contacts = new ArrayList<>();
        for (Mark mark : life.marks()) {
            if (!startsOver(mark)) {
                continue;
            }
            long back = life.nextOnline(mark.time());
            for (Routine routine : routines) {
                for (int left = random.geometric(MEAN_CONTACTS); left > 0; left--) {
                    long time = back + (long) random.between(0, SPREAD_MILLIS);
                    if (life.period().contains(time) && life.online(time)) {
                        contacts.add(caller.call(catalogue.service(routine.service()), time, routine.app()));
                    }
                }
            }
        }
        contacts.sort(Comparator.comparingLong(Contact::time));
        ready.addAll(contacts);
    }

    private static boolean startsOver(Mark mark) {
        return mark.kind() == LifecycleKind.FACTORY_RESET || mark.kind() == LifecycleKind.FIRMWARE_INSTALLED;
    }

    @Override
    public @Nullable Contact next() {
        return ready.poll();
    }
}
