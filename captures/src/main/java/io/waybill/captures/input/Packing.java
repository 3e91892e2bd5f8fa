package io.waybill.captures.input;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** The compressions that are read through, told by their first bytes. Files of several members joined are read to their end. */
enum Packing {
    GZIP(0x1f, 0x8b, 0x08),
    ZSTD(0x28, 0xb5, 0x2f, 0xfd),
    BZIP2('B', 'Z', 'h'),
    XZ(0xfd, '7', 'z', 'X', 'Z', 0);

    /** Bytes needed to tell. */
    static final int MAGIC_BYTES = 6;

    private static final int XZ_MEMORY_KIB = 192 * 1024;
    private final int[] magic;

    Packing(int... magic) {
        this.magic = magic;
    }

    /** What a stream that begins like this is packed with; null where it is not. */
    static @Nullable Packing of(byte[] head) {
        for (Packing packing : values()) {
            if (packing.begins(head)) {
                return packing;
            }
        }
        return null;
    }

    private boolean begins(byte[] head) {
        if (head.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return this != BZIP2 || head.length > 3 && head[3] >= '1' && head[3] <= '9';
    }

    /** The stream unpacked; what comes out of it before it fails is not lost. */
    InputStream unpack(InputStream in) throws IOException {
        return switch (this) {
            case GZIP -> UntilFailure.of(new GzipCompressorInputStream(in, true));
            case ZSTD -> new UntilFailure(new ZstdInputStream(in), () -> 0);
            case BZIP2 -> UntilFailure.of(new BZip2CompressorInputStream(in, true));
            case XZ -> new UntilFailure(new XZInputStream(in, XZ_MEMORY_KIB), () -> 0);
        };
    }
}
