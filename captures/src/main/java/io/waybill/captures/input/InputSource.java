package io.waybill.captures.input;

import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.InputProblem;
import io.waybill.captures.ProblemSink;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens a found input: shows its head first, for recognition, then gives all of it. Standard input and pipes can be given
 * once. Used by one thread.
 */
public final class InputSource implements CaptureInput.Source {
    private final FoundInput found;
    private final InputStream standardInput;
    private final int maxExpansion;
    private final ProblemSink problems;
    private final boolean once;
    private @Nullable InputStream opened;
    private boolean taken;

    /** For this input; {@code standardInput} is what {@code -} means. */
    public InputSource(FoundInput found, InputStream standardInput, int maxExpansion, ProblemSink problems) {
        this.found = found;
        this.standardInput = standardInput;
        this.maxExpansion = maxExpansion;
        this.problems = problems;
        once = found.path() == null || !Files.isRegularFile(found.path());
    }

    /** Size on disk; -1 for what can be read once only. */
    public long sizeBytes() throws IOException {
        return once || found.path() == null ? -1 : Files.size(found.path());
    }

    /**
     * The first bytes after decompression.
     *
     * @param bytes the bytes
     * @param problems what kept more from being read; met again when the input is read whole
     */
    public record Head(byte[] bytes, List<InputProblem> problems) {}

    /** The first bytes, up to {@link CaptureFormat#HEAD_BYTES}. */
    public Head head() throws IOException {
        List<InputProblem> met = new ArrayList<>();
        if (!once) {
            try (InputStream in = unpacked(raw(), met::add)) {
                return new Head(in.readNBytes(CaptureFormat.HEAD_BYTES), met);
            }
        }
        InputStream in = new BufferedInputStream(unpacked(raw(), problems), 2 * CaptureFormat.HEAD_BYTES);
        in.mark(CaptureFormat.HEAD_BYTES);
        byte[] head = in.readNBytes(CaptureFormat.HEAD_BYTES);
        in.reset();
        opened = in;
        return new Head(head, met);
    }

    @Override
    public InputStream open() throws IOException {
        if (!once) {
            return unpacked(raw(), problems);
        }
        if (taken) {
            throw new IOException("can be read once only");
        }
        taken = true;
        return opened != null ? opened : unpacked(raw(), problems);
    }

    private InputStream raw() throws IOException {
        Path path = found.path();
        if (path == null) {
            return standardInput;
        }
        return once
                ? new FileInputStream(path.toFile())
                : Files.newInputStream(path); // channels seek, and pipes cannot
    }

    private InputStream unpacked(InputStream in, ProblemSink sink) throws IOException {
        return new UnpackedStream(found.name(), in, maxExpansion, sink);
    }
}
