package io.waybill.testkit.fleet;

import io.waybill.schemas.LifecycleKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one phone over the simulated period. Immutable. Times are milliseconds since 1970 UTC.
 *
 * @param phone whose life it is
 * @param period the simulated period
 * @param marks what is done to it, sorted by time
 * @param offline when it is switched off or out of reach, sorted, disjoint
 * @param apps when each third-party app is there, by Android package
 * @param appGaps after a reset, until the owner has put the apps back
 * @param abroad when it roams, or null
 * @param destination where it roams to
 */
public record Life(
        Phone phone,
        Span period,
        List<Mark> marks,
        List<Span> offline,
        Map<String, Span> apps,
        List<Span> appGaps,
        @Nullable Span abroad,
        Market destination) {

    /** Whether it can contact anything. */
    public boolean online(long time) {
        return !covers(offline, time);
    }

    /** The first instant from here on at which it is online. */
    public long nextOnline(long time) {
        long next = time;
        for (Span span : offline) {
            if (span.contains(next)) {
                next = span.to();
            }
        }
        return next;
    }

    /** The first instant after this one at which it goes offline, or the end of the period. */
    public long nextOffline(long time) {
        for (Span span : offline) {
            if (span.from() > time) {
                return span.from();
            }
        }
        return period.to();
    }

    /** Where it is. */
    public Market marketAt(long time) {
        return abroad != null && abroad.contains(time) ? destination : phone.home();
    }

    /** Its wall clock, as milliseconds like those of UTC. */
    public long local(long time) {
        return time + marketAt(time).utcOffsetMillis();
    }

    /** Whether its owner sleeps. */
    public boolean asleep(long time) {
        return phone.person().asleep(local(time));
    }

    /** The build it runs. */
    public String firmwareAt(long time) {
        String firmware = phone.firmware();
        for (Mark mark : marks) {
            if (mark.kind() == LifecycleKind.FIRMWARE_INSTALLED && mark.time() <= time) {
                firmware = mark.detail();
            }
        }
        return firmware;
    }

    /** The value of a setting: what was set last, or the given default. */
    public String settingAt(String name, long time, String fallback) {
        String value = fallback;
        for (Mark mark : marks) {
            boolean before = mark.time() <= time;
            if (before && mark.kind() == LifecycleKind.FACTORY_RESET) {
                value = fallback;
            } else if (before
                    && mark.kind() == LifecycleKind.SETTING_CHANGED
                    && mark.detail().equals(name)) {
                value = mark.value();
            }
        }
        return value;
    }

    /** Whether a third-party app is there. */
    public boolean installed(String app, long time) {
        Span span = apps.get(app);
        return span != null && span.contains(time) && !covers(appGaps, time);
    }

    private static boolean covers(List<Span> spans, long time) {
        for (Span span : spans) {
            if (span.contains(time)) {
                return true;
            }
        }
        return false;
    }
}
