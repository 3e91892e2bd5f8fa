package io.waybill.streams.aggregate.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which firmware build a device ran when: the newest that was installed or reported by then. Immutable. */
final class Builds {

    /** What is said of a time before the first build is known. */
    static final Builds NONE = new Builds(new TreeMap<>());

    private final long[] since;
    private final String[] builds;

    Builds(TreeMap<Long, String> bySince) {
        since = new long[bySince.size()];
        builds = new String[bySince.size()];
        int at = 0;
        for (Map.Entry<Long, String> entry : bySince.entrySet()) {
            since[at] = entry.getKey();
            builds[at++] = entry.getValue();
        }
    }

    /** The build at a time. */
    String at(long time) {
        int index = index(time);
        return index < 0 ? DeviceState.UNKNOWN : builds[index];
    }

    /** Whether one build ran from {@code first} to {@code last}, both included. */
    boolean isOneBetween(long first, long last) {
        int from = index(first);
        int to = index(last);
        String build = at(first);
        for (int i = from + 1; i <= to; i++) {
            if (!builds[i].equals(build)) {
                return false;
            }
        }
        return true;
    }

    /** The builds that ran at any time from {@code first} to {@code last}, both included, in their order. */
    List<String> between(long first, long last) {
        int from = index(first);
        int to = index(last);
        if (from == to) {
            return List.of(at(first));
        }
        List<String> ran = new ArrayList<>();
        ran.add(at(first));
        for (int i = from + 1; i <= to; i++) {
            ran.add(builds[i]);
        }
        return ran;
    }

    /** Begin of the stretch of one entry that holds a time. */
    long beginOf(long time) {
        int index = index(time);
        return index < 0 ? Long.MIN_VALUE : since[index];
    }

    /** Where that stretch has ended. */
    long endOf(long time) {
        int next = index(time) + 1;
        return next < since.length ? since[next] : Long.MAX_VALUE;
    }

    private int index(long time) {
        int last = since.length - 1;
        if (last < 0 || time >= since[last]) {
            return last;
        }
        int found = Arrays.binarySearch(since, time);
        return found >= 0 ? found : -found - 2;
    }
}
