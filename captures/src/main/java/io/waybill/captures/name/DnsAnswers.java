package io.waybill.captures.name;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each device's own DNS answers said: address to name, as long as it holds. Bounded per device and over all
 * devices; the answers learnt longest ago, and the devices not heard of for longest, are forgotten first. Not
 * thread-safe.
 */
public final class DnsAnswers {

    /** Answers over all devices. */
    static final int MAX_TOTAL = 262_144;
    /** Applications keep addresses longer than short times to live allow, so an answer holds at least this long. */
    static final long MIN_TTL_SECONDS = 300;
    /** No answer holds longer than this. */
    static final long MAX_TTL_SECONDS = 86_400;

    /**
     * An address as two halves.
     *
     * @param ipv6 whether it is one of version 6
     * @param high first 8 bytes of an IPv6 address; 0 for IPv4
     * @param low last 8 bytes of an IPv6 address; IPv4 in the low 32 bits
     */
    public record Ip(boolean ipv6, long high, long low) {}

    private record Named(String host, long fromMillis, long untilMillis) {}

    private final int maxPerDevice;
    private final Map<Ip, Map<Ip, Named>> byDevice = new LinkedHashMap<>(16, 0.75f, true);
    private int total;
    private long forgotten;

    /** @param maxPerDevice answers remembered per device */
    public DnsAnswers(int maxPerDevice) {
        this.maxPerDevice = maxPerDevice;
    }

    /** Whether no answer is remembered. */
    public boolean isEmpty() {
        return total == 0;
    }

    /** Learns that this device was told that {@code host} is at {@code address}. */
    public void learn(Ip device, Ip address, String host, long nowMillis, long ttlSeconds) {
        Map<Ip, Named> answers = byDevice.computeIfAbsent(device, d -> new LinkedHashMap<>());
        long holdsSeconds = Math.min(Math.max(ttlSeconds, MIN_TTL_SECONDS), MAX_TTL_SECONDS);
        Named before = answers.remove(address);
        answers.put(address, new Named(host, nowMillis, nowMillis + holdsSeconds * 1_000));
        total += before == null ? 1 : 0;
        if (answers.size() > maxPerDevice) {
            answers.remove(answers.keySet().iterator().next());
            total--;
            forgotten++;
        }
        while (total > MAX_TOTAL) {
            Ip oldest = byDevice.keySet().iterator().next();
            Map<Ip, Named> gone = byDevice.remove(oldest);
            int size = gone == null ? 0 : gone.size();
            total -= size;
            forgotten += size;
        }
    }

    /** The name this device last learnt for the address and that still holds, or null. */
    public @Nullable String nameOf(Ip device, Ip address, long nowMillis) {
        Map<Ip, Named> answers = byDevice.get(device);
        Named named = answers == null ? null : answers.get(address);
        return named != null && named.fromMillis() <= nowMillis && nowMillis <= named.untilMillis()
                ? named.host()
                : null;
    }

    /** Answers forgotten because of the bounds. */
    public long forgotten() {
        return forgotten;
    }
}
