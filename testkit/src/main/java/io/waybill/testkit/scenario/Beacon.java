package io.waybill.testkit.scenario;

import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.random.RandomStream;
import io.waybill.testkit.traffic.BeatSource;
import io.waybill.testkit.traffic.BeatSource.Rhythm;
import io.waybill.testkit.traffic.Caller;
import io.waybill.testkit.traffic.Contact;
import io.waybill.testkit.traffic.Service;
import io.waybill.testkit.traffic.TrafficSource;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Contacts of a story with one service.
 *
 * @param label the story's label
 * @param service whom
 * @param rhythm when
 * @param app package that makes them, or null where it is the system itself
 * @param leaks kinds of identifiers in clear, sorted
 */
record Beacon(
        String label,
        Service service,
        Rhythm rhythm,
        @Nullable String app,
        List<String> leaks) {

    /** As long as the phone is online. */
    static final LongPredicate ALWAYS = time -> true;

    /** Contacts by the system, without identifiers. */
    Beacon(String label, Service service, Rhythm rhythm) {
        this(label, service, rhythm, null, List.of());
    }

    /** On this phone, whenever the condition holds. */
    TrafficSource on(Life life, RandomStream random, LongPredicate when) {
        Caller caller = new Caller(life, random);
        return new BeatSource(life, random, rhythm, time -> when.test(time) ? contact(caller, time) : null);
    }

    private Contact contact(Caller caller, long time) {
        return caller.call(service, time, app).leaking(leaks).labelled(label);
    }
}
