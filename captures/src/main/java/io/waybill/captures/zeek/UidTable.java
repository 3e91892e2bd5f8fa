package io.waybill.captures.zeek;

import io.waybill.schemas.HostSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the logs beside conn say about connections, by uid: primitive arrays with open addressing, so that millions fit.
 * Bounded; what comes beyond the bound is not taken, and counted. Not thread-safe.
 */
final class UidTable {
    private static final int MAX_SHARED_HOSTS = 200_000;
    private static final byte USED = 1;

    /** What is known of a connection; later ones win over earlier ones. */
    enum Finding {
        DNS("dns", HostSource.NONE),
        HTTP("http", HostSource.HTTP_HOST),
        TLS("tls", HostSource.TLS_SNI),
        QUIC("quic", HostSource.QUIC_SNI);

        private static final Finding[] ALL = values();
        final String protocol;
        final HostSource source;

        Finding(String protocol, HostSource source) {
            this.protocol = protocol;
            this.source = source;
        }
    }

    private final int maxRows;
    private long[] keys = new long[1024];
    private @Nullable String[] hosts = new String[1024];
    private byte[] findings = new byte[1024];
    private byte[] flags = new byte[1024];
    private final Map<String, String> shared = new HashMap<>();
    private int size;
    private int unused;
    private long dropped;

    UidTable(int maxRows) {
        this.maxRows = maxRows;
    }

    /** Notes a finding; one with a name wins over one without, else by the order of findings, else the first. */
    void put(long uid, Finding finding, @Nullable String host) {
        int slot = slot(uid);
        if (keys[slot] == 0) {
            if (size >= maxRows) {
                dropped++;
                return;
            }
            if (size * 2 >= keys.length) {
                grow();
                slot = slot(uid);
            }
            keys[slot] = uid;
            size++;
            unused++;
        } else {
            boolean named = hosts[slot] != null;
            boolean better = finding.ordinal() > findings[slot];
            if (host == null ? named || !better : named && !better) {
                return;
            }
        }
        findings[slot] = (byte) finding.ordinal();
        hosts[slot] = host == null ? null : share(host);
    }

    private String share(String host) {
        if (shared.size() >= MAX_SHARED_HOSTS) {
            return shared.getOrDefault(host, host);
        }
        return shared.computeIfAbsent(host, any -> host);
    }

    private int slot(long uid) {
        int mask = keys.length - 1;
        int slot = (int) (uid ^ uid >>> 32) & mask;
        while (keys[slot] != 0 && keys[slot] != uid) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable String[] oldHosts = hosts;
        byte[] oldFindings = findings;
        byte[] oldFlags = flags;
        keys = new long[oldKeys.length * 2];
        hosts = new String[keys.length];
        findings = new byte[keys.length];
        flags = new byte[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                hosts[slot] = oldHosts[i];
                findings[slot] = oldFindings[i];
                flags[slot] = oldFlags[i];
            }
        }
    }

    /** Where this uid stands, or -1; it counts as used from now on. */
    int use(long uid) {
        if (size == 0) {
            return -1;
        }
        int slot = slot(uid);
        if (keys[slot] == 0) {
            return -1;
        }
        if (flags[slot] != USED) {
            flags[slot] = USED;
            unused--;
        }
        return slot;
    }

    /** Whether this uid was used; true also where it is not here. */
    boolean isUsedOrAbsent(long uid) {
        int slot = slot(uid);
        return keys[slot] == 0 || flags[slot] == USED;
    }

    @Nullable
    String host(int slot) {
        return hosts[slot];
    }

    Finding finding(int slot) {
        return Finding.ALL[findings[slot]];
    }

    /** Uids that no connection has asked for. */
    int unused() {
        return unused;
    }

    /** Rows not taken because of the bound. */
    long dropped() {
        return dropped;
    }

    /** A set of uids with the same bound. */
    static final class Seen {
        private final int max;
        private long[] keys = new long[4096];
        private int size;
        private long dropped;

        Seen(int max) {
            this.max = max;
        }

        /** Adds; false where it was there. Beyond the bound everything is new, and counted. */
        boolean add(long uid) {
            int mask = keys.length - 1;
            int slot = (int) (uid ^ uid >>> 32) & mask;
            while (keys[slot] != 0) {
                if (keys[slot] == uid) {
                    return false;
                }
                slot = slot + 1 & mask;
            }
            if (size >= max) {
                dropped++;
                return true;
            }
            keys[slot] = uid;
            size++;
            if (size * 2 > keys.length) {
                long[] old = keys;
                keys = new long[old.length * 2];
                size = 0;
                Arrays.stream(old).filter(key -> key != 0).forEach(this::add);
            }
            return true;
        }

        long dropped() {
            return dropped;
        }
    }
}
