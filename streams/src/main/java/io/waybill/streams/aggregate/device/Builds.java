package io.waybill.streams.aggregate.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which firmware build a device ran when: the newest that was installed or reported by then. Immutable. */
final class Builds {

    /** What is said of a time before the first build is known. */
    static final Builds NONE = new Builds(new long[0], new String[0]);

    private final long[] since;
    private final String[] builds;

    private Builds(long[] since, String[] builds) {
        this.since = since;
        this.builds = builds;
    }

    /** Reads the end of what is kept. */
    long touch() {
        int last = since.length - 1;
        return last < 0 ? 0 : since[last] + builds[last].length();
    }

    int size() {
        return since.length;
    }

    /** Since when the build of this index ran; ascending. */
    long since(int index) {
        return since[index];
    }

    String build(int index) {
        return builds[index];
    }

    /** The same with one more; one of the same time is replaced. */
    Builds with(long time, String build) {
        int found = Arrays.binarySearch(since, time);
        int at = found >= 0 ? found : -found - 1;
        int behind = found >= 0 ? at + 1 : at;
        long[] times = new long[at + 1 + since.length - behind];
        String[] all = new String[times.length];
        System.arraycopy(since, 0, times, 0, at);
        System.arraycopy(builds, 0, all, 0, at);
        times[at] = time;
        all[at] = build;
        System.arraycopy(since, behind, times, at + 1, since.length - behind);
        System.arraycopy(builds, behind, all, at + 1, since.length - behind);
        return new Builds(times, all);
    }

    /** The same without the earliest. */
    Builds withoutFirst() {
        return new Builds(Arrays.copyOfRange(since, 1, since.length), Arrays.copyOfRange(builds, 1, builds.length));
    }

    /** The build that began to run at this very time, or null. */
    @Nullable
    String begunAt(long time) {
        int found = Arrays.binarySearch(since, time);
        return found < 0 ? null : builds[found];
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
