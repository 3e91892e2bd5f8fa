package io.waybill.captures.device;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each device's own DNS answers said, over the whole time of the logs: address to name, from the answer on for as long
 * as it holds. For feeds whose answers are all read before the connections they explain. Bounded per device and over all;
 * what comes beyond a bound is not taken, and counted; for feeds without end, the older half of all is forgotten, and
 * counted. Not thread-safe.
 */
public final class DnsHistory {
    /** Applications keep addresses longer than short times to live allow, so an answer holds at least this long. */
    private static final long MIN_TTL_MILLIS = 300_000;

    /** No answer holds longer than this. */
    private static final long MAX_TTL_MILLIS = 86_400_000;

    private final int maxAddressesPerDevice;
    private final int maxAnswers;
    private final boolean forgets;
    private Map<String, Map<ByteBuffer, Answers>> byDevice = new HashMap<>();
    private Map<String, Map<ByteBuffer, Answers>> olderByDevice = Map.of();
    private int olderTotal;
    private final Map<String, String> hosts = new HashMap<>();
    private int total;
    private long dropped;

    /**
     * With these bounds.
     *
     * @param maxAddressesPerDevice addresses remembered per device
     * @param maxAnswers answers remembered over all devices; repeats of an answer count once while they overlap
     */
    public DnsHistory(int maxAddressesPerDevice, int maxAnswers) {
        this(maxAddressesPerDevice, maxAnswers, false);
    }

    private DnsHistory(int maxAddressesPerDevice, int maxAnswers, boolean forgets) {
        this.maxAddressesPerDevice = maxAddressesPerDevice;
        this.maxAnswers = maxAnswers;
        this.forgets = forgets;
    }

    /** For feeds that have no end: the oldest answers make room for new ones. The bounds are those of the constructor. */
    public static DnsHistory forgetting(int maxAddressesPerDevice, int maxAnswers) {
        return new DnsHistory(maxAddressesPerDevice, Math.max(1, maxAnswers / 2), true);
    }

    /** Answers for one address, by the time they came. */
    private static final class Answers {
        private long[] from = new long[2];
        private long[] until = new long[2];
        private String[] host = new String[2];
        private int size;

        /** Whether one more had to be remembered. */
        boolean add(String name, long fromMillis, long untilMillis) {
            int at = size;
            while (at > 0 && from[at - 1] > fromMillis) {
                at--;
            }
            if (at > 0 && host[at - 1].equals(name) && fromMillis <= until[at - 1]) {
                until[at - 1] = Math.max(until[at - 1], untilMillis);
                return false;
            }
            if (size == from.length) {
                from = Arrays.copyOf(from, size * 2);
                until = Arrays.copyOf(until, size * 2);
                host = Arrays.copyOf(host, size * 2);
            }
            System.arraycopy(from, at, from, at + 1, size - at);
            System.arraycopy(until, at, until, at + 1, size - at);
            System.arraycopy(host, at, host, at + 1, size - at);
            from[at] = fromMillis;
            until[at] = untilMillis;
            host[at] = name;
            size++;
            return true;
        }

        @Nullable
        String at(long timeMillis) {
            for (int i = size - 1; i >= 0; i--) {
                if (from[i] <= timeMillis) {
                    return timeMillis <= until[i] ? host[i] : null;
                }
            }
            return null;
        }
    }

    /** Learns that {@code device} was told that {@code host} is at {@code ip}; it holds for 5 minutes to a day, whatever the ttl. */
    public void learn(String device, byte[] ip, String host, long timeMillis, long ttlMillis) {
        if (total >= maxAnswers && !forgets) {
            dropped++;
            return;
        }
        if (total >= maxAnswers) {
            turnOver();
        }
        Map<ByteBuffer, Answers> answers = byDevice.computeIfAbsent(device, any -> new HashMap<>());
        ByteBuffer key = ByteBuffer.wrap(ip);
        if (answers.size() >= maxAddressesPerDevice && !answers.containsKey(key)) {
            dropped++;
            return;
        }
        long holds = Math.min(Math.max(ttlMillis, MIN_TTL_MILLIS), MAX_TTL_MILLIS);
        String shared = hosts.computeIfAbsent(host, any -> host);
        if (answers.computeIfAbsent(key, any -> new Answers()).add(shared, timeMillis, timeMillis + holds)) {
            total++;
        }
    }

    private void turnOver() {
        dropped += olderTotal;
        olderByDevice = byDevice;
        olderTotal = total;
        byDevice = new HashMap<>();
        hosts.clear();
        total = 0;
    }

    /** The name the device last learnt for this address before that time, while it held; else null. */
    public @Nullable String nameOf(String device, byte[] ip, long timeMillis) {
        if (total == 0 && olderTotal == 0) {
            return null;
        }
        ByteBuffer key = ByteBuffer.wrap(ip);
        String name = nameIn(byDevice, device, key, timeMillis);
        return name != null || olderTotal == 0 ? name : nameIn(olderByDevice, device, key, timeMillis);
    }

    private static @Nullable String nameIn(
            Map<String, Map<ByteBuffer, Answers>> learnt, String device, ByteBuffer ip, long timeMillis) {
        Map<ByteBuffer, Answers> answers = learnt.get(device);
        Answers found = answers == null ? null : answers.get(ip);
        return found == null ? null : found.at(timeMillis);
    }

    /** Answers not taken, or forgotten, because of the bounds. */
    public long dropped() {
        return dropped;
    }
}
