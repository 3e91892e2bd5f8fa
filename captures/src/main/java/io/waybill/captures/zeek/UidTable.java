package io.waybill.captures.zeek;

import io.waybill.schemas.HostSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the logs beside conn say about connections, by uid: primitive arrays with open addressing, so that millions fit.
 * Bounded: beyond the bound a row is not taken, and counted; or, where logs have no end, the older half is forgotten, and
 * counted. Not thread-safe.
 */
final class UidTable {
    private static final int MAX_SHARED_HOSTS = 200_000;
    private static final byte USED = 1;

    /** What is known of a connection; later ones win over earlier ones. */
    enum Finding {
        DNS("dns", HostSource.DNS),
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

        /** What rows of this log find. */
        static Finding of(ZeekKind kind) {
            return switch (kind) {
                case DNS -> DNS;
                case HTTP -> HTTP;
                case SSL -> TLS;
                case QUIC -> QUIC;
                case CONN, OPEN_CONN, DHCP -> throw new IllegalArgumentException("not a log of names: " + kind);
            };
        }
    }

    private final int maxRows;
    private final boolean forgets;
    private @Nullable UidTable older;
    private long[] keys = new long[1024];
    private @Nullable String[] hosts = new String[1024];
    private byte[] findings = new byte[1024];
    private byte[] flags = new byte[1024];
    private final Map<String, String> shared = new HashMap<>();
    private int size;
    private int unused;
    private long dropped;

    UidTable(int maxRows) {
        this(maxRows, false);
    }

    private UidTable(int maxRows, boolean forgets) {
        this.maxRows = maxRows;
        this.forgets = forgets;
    }

    /** For logs that have no end: what was neither put nor used for longest makes room. */
    static UidTable forgetting(int maxRows) {
        return new UidTable(Math.max(1, maxRows / 2), true);
    }

    /** Notes a finding; one with a name wins over one without, else by the order of findings, else the first. */
    void put(long uid, Finding finding, @Nullable String host) {
        int slot = slot(uid);
        if (keys[slot] == 0 && older != null && older.keys[older.slot(uid)] != 0) {
            slot = use(uid); // what is known already is compared with
        }
        if (keys[slot] == 0) {
            if (size >= maxRows && !forgets) {
                dropped++;
                return;
            }
            if (size >= maxRows) {
                turnOver();
                slot = slot(uid);
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

    /** What is here becomes the older half, and the older half is forgotten. */
    private void turnOver() {
        UidTable half = new UidTable(maxRows);
        half.keys = keys;
        half.hosts = hosts;
        half.findings = findings;
        half.flags = flags;
        half.size = size;
        dropped += older == null ? 0 : older.size;
        older = half;
        keys = new long[1024];
        hosts = new String[1024];
        findings = new byte[1024];
        flags = new byte[1024];
        shared.clear();
        size = 0;
        unused = 0;
    }

    /** Takes a uid over from the older half; -1 where it is not there either. */
    private int renew(long uid) {
        UidTable half = older;
        int there = half == null ? -1 : half.use(uid);
        if (half == null || there < 0) {
            return -1;
        }
        older = null; // so that putting does not look there again
        put(uid, half.finding(there), half.host(there));
        if (older == null) {
            older = half;
        } else {
            dropped += half.size; // this one was one too many, and all were turned over
        }
        return slot(uid);
    }

    /** Where this uid stands, or -1; whether it was used stays as it is. */
    int find(long uid) {
        int slot = slot(uid);
        return keys[slot] == 0 ? renew(uid) : slot;
    }

    /** Where this uid stands, or -1; it counts as used from now on. */
    int use(long uid) {
        if (size == 0 && older == null) {
            return -1;
        }
        int slot = slot(uid);
        if (keys[slot] == 0) {
            slot = renew(uid);
        }
        if (slot < 0) {
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

    /** 64 bits for a text that is looked for among the uids. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        return hash == 0 ? 1 : hash;
    }

    /** Uids that no connection has asked for. */
    int unused() {
        return unused;
    }

    /** Rows not taken, or forgotten, because of the bound. */
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
                for (long key : old) {
                    if (key != 0) {
                        add(key);
                    }
                }
            }
            return true;
        }

        long dropped() {
            return dropped;
        }
    }
}
