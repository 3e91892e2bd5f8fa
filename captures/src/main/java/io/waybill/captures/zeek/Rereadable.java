package io.waybill.captures.zeek;

import io.waybill.captures.CaptureInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Inputs that can be opened as often as joining needs: standard input and pipes are kept in a temporary file until closed. */
final class Rereadable implements AutoCloseable {
    private final List<CaptureInput> inputs = new ArrayList<>();
    private final Set<CaptureInput> streams = new HashSet<>();
    private final List<Path> temporary = new ArrayList<>();

    Rereadable(List<CaptureInput> given) throws IOException {
        for (CaptureInput input : given) {
            inputs.add(input.sizeBytes() < 0 ? kept(input) : input);
        }
    }

    private CaptureInput kept(CaptureInput input) throws IOException {
        Path file = Files.createTempFile("waybill-", ".log");
        temporary.add(file);
        try (InputStream in = input.source().open()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        CaptureInput kept = new CaptureInput(input.name(), Files.size(file), () -> Files.newInputStream(file));
        streams.add(kept);
        return kept;
    }

    /** Whether it was a stream, into which several logs may have been written one behind the other. */
    boolean wasStream(CaptureInput input) {
        return streams.contains(input);
    }

    List<CaptureInput> inputs() {
        return inputs;
    }

    @Override
    public void close() throws IOException {
        for (Path file : temporary) {
            Files.delete(file);
        }
    }
}
