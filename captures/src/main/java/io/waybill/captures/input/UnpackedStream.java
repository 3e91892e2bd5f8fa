package io.waybill.captures.input;

import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An input with its compressions taken off, layer by layer, and without a {@link ByteOrderMark}. Where a layer is broken or
 * swells beyond the bound, that is reported once and the stream ends there, so that what came before is still used; only
 * failures of the machine are thrown.
 */
final class UnpackedStream extends InputStream {
    private static final int MAX_LAYERS = 4;
    private static final int BUFFER_BYTES = 64 * 1024;

    /** Below this many bytes no expansion is called a bomb. */
    private static final long HARMLESS_BYTES = 16L * 1024 * 1024;

    private final String name;
    private final ProblemSink problems;
    private final int maxExpansion;
    private final RawStream raw;
    private InputStream top;
    private int layers;
    private long bytesOut;
    private boolean ended;

    UnpackedStream(String name, InputStream in, int maxExpansion, ProblemSink problems) throws IOException {
        this.name = name;
        this.problems = problems;
        this.maxExpansion = maxExpansion;
        raw = new RawStream(in);
        top = new BufferedInputStream(raw, BUFFER_BYTES);
        try {
            unpackLayers();
            ByteOrderMark.skip(top);
        } catch (IOException | RuntimeException e) {
            endBroken(e);
        }
    }

    private void unpackLayers() throws IOException {
        for (Packing packing = packing(); packing != null; packing = packing()) {
            if (++layers > MAX_LAYERS) {
                throw new IOException("packed more than " + MAX_LAYERS + " times over");
            }
            top = new BufferedInputStream(packing.unpack(top), BUFFER_BYTES);
        }
    }

    private @Nullable Packing packing() throws IOException {
        top.mark(Packing.MAGIC_BYTES);
        byte[] head = top.readNBytes(Packing.MAGIC_BYTES);
        top.reset();
        return Packing.of(head);
    }

    @Override
    public int read() throws IOException {
        return SingleByte.of(this);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (ended) {
            return -1;
        }
        try {
            int read = top.read(b, off, len);
            bytesOut += Math.max(read, 0);
            if (layers > 0 && bytesOut > HARMLESS_BYTES && bytesOut / maxExpansion > raw.bytesRead()) {
                end("expands to more than " + maxExpansion
                        + " times its size, as a decompression bomb does; not read further");
                return -1;
            }
            return read;
        } catch (IOException | RuntimeException e) {
            endBroken(e);
            return -1;
        }
    }

    private void endBroken(Exception e) throws IOException {
        if (raw.failed() && e instanceof IOException failure) {
            throw failure;
        }
        if (layers == 0) {
            throw e instanceof IOException failure ? failure : new IOException(e);
        }
        end(
                e instanceof EOFException
                        ? "ends within its compression; read up to there"
                        : "compression is broken, read up to there: " + e.getMessage());
    }

    private void end(String reason) {
        ended = true;
        problems.accept(new InputProblem(name, "byte", raw.bytesRead(), reason));
    }

    @Override
    public int available() throws IOException {
        return ended ? 0 : top.available();
    }

    @Override
    public void close() throws IOException {
        top.close();
    }
}
