package io.waybill.streams.codec;

/**
 * A 64-bit hash of text that is the same on every machine and in every version, for samples that must depend on the set alone.
 * FNV-1a (Fowler, Noll, Vo) over the UTF-16 units, finished with the mixer of MurmurHash3 so that the high bits are usable.
 */
public final class StableHash {

    private StableHash() {}

    /** The hash; equal texts give equal hashes. */
    public static long of(CharSequence text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash ^= text.charAt(i);
            hash *= 0x100000001b3L;
        }
        return mix(hash);
    }

    /** The hash of bytes; never 0, so that 0 can mean that there was nothing to hash. */
    public static long of(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : bytes) {
            hash ^= each & 0xff;
            hash *= 0x100000001b3L;
        }
        long mixed = mix(hash);
        return mixed == 0 ? 1 : mixed;
    }

    private static long mix(long value) {
        long hash = value ^ value >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        hash *= 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }
}
