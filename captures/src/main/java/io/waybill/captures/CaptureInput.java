package io.waybill.captures;

import java.io.IOException;
import java.io.InputStream;

/**
 * One opened-on-demand input: a file, or standard input.
 *
 * @param name as shown to the user and written into {@code capture}: the path as given, relative to the folder or glob that
 *     named it; {@code -} for standard input
 * @param sizeBytes size on disk before decompression, or -1 for what can be opened once only (standard input, pipes)
 * @param source opens it
 */
public record CaptureInput(String name, long sizeBytes, Source source) {

    /** Opens an input from its start, decompressed. */
    @FunctionalInterface
    public interface Source {
        /**
         * A fresh stream. Standard input can be opened once only.
         *
         * @throws IOException when it cannot be opened
         */
        InputStream open() throws IOException;
    }
}
