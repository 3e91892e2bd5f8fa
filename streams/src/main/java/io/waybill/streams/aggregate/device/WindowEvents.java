package io.waybill.streams.aggregate.device;

import io.waybill.streams.detect.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many events a device had, by window and build: entries in the order of windows, those of one window beside each other. An
 * entry of which all was moved away stays, with no events.
 */
final class WindowEvents {

    private long[] windows = new long[2];
    private String[] builds = new String[2];
    private long[] events = new long[2];
    private int size;

    /** Reads the end of what is kept. */
    long touch() {
        return size == 0 ? 0 : windows[size - 1] + events[size - 1] + builds[size - 1].length();
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    long window(int index) {
        return windows[index];
    }

    String build(int index) {
        return builds[index];
    }

    long events(int index) {
        return events[index];
    }

    /** First entry of a window or a later one; {@link #size()} when there is none. */
    int firstAt(long window) {
        if (size > 0 && windows[size - 1] < window) {
            return size;
        }
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = low + high >>> 1;
            if (windows[middle] < window) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void add(long window, String build, long count) {
        int last = size - 1;
        if (last >= 0 && windows[last] == window && builds[last].equals(build)) {
            events[last] += count;
            return;
        }
        int at = firstAt(window);
        for (; at < size && windows[at] == window; at++) {
            if (builds[at].equals(build)) {
                events[at] += count;
                return;
            }
        }
        insert(at, window, build, count);
    }

    private void insert(int at, long window, String build, long count) {
        if (size == windows.length) {
            int length = size + (size >> 1) + 1;
            windows = Arrays.copyOf(windows, length);
            builds = Arrays.copyOf(builds, length);
            events = Arrays.copyOf(events, length);
        }
        System.arraycopy(windows, at, windows, at + 1, size - at);
        System.arraycopy(builds, at, builds, at + 1, size - at);
        System.arraycopy(events, at, events, at + 1, size - at);
        windows[at] = window;
        builds[at] = build;
        events[at] = count;
        size++;
    }

    /** All windows, ascending, each once. */
    List<Long> windows() {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (i == 0 || windows[i] != windows[i - 1]) {
                all.add(windows[i]);
            }
        }
        return all;
    }

    /** All events of a window fall to one build. */
    void merge(long window, String build) {
        int from = firstAt(window);
        long all = 0;
        for (int i = from; i < size && windows[i] == window; i++) {
            all += events[i];
        }
        remove(window);
        insert(from, window, build, all);
    }

    void remove(long window) {
        int from = firstAt(window);
        int to = from;
        while (to < size && windows[to] == window) {
            to++;
        }
        cut(from, to);
    }

    private void cut(int from, int to) {
        System.arraycopy(windows, to, windows, from, size - to);
        System.arraycopy(builds, to, builds, from, size - to);
        System.arraycopy(events, to, events, from, size - to);
        size -= to - from;
    }

    void removeBefore(long window) {
        cut(0, firstAt(window));
    }

    void clear() {
        size = 0;
    }

    /** First and last window in which each build was seen; not before {@code firstSeen}, the first of all events. */
    Map<String, Span> buildsSeen(long firstSeen) {
        Map<String, Span> seen = new HashMap<>();
        for (int i = 0; i < size; i++) {
            // What stands between two entries of the same build is neither its first window nor its last.
            if (events[i] == 0
                    || i > 0
                            && i < size - 1
                            && events[i - 1] > 0
                            && events[i + 1] > 0
                            && builds[i].equals(builds[i - 1])
                            && builds[i].equals(builds[i + 1])) {
                continue;
            }
            long at = Math.max(windows[i], firstSeen);
            seen.merge(builds[i], new Span(at, at), (a, b) -> new Span(a.start(), b.end()));
        }
        return seen;
    }
}
