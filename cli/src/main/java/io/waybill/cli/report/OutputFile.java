package io.waybill.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a case folder.
 *
 * @param name its name, relative to the folder, with {@code /} between its parts
 * @param sizeBytes its size
 * @param sha256 digest of its bytes, lower-case hex
 */
public record OutputFile(String name, long sizeBytes, String sha256) {

    /**
     * Describes a file that was written.
     *
     * @throws IOException when it cannot be read
     */
    static OutputFile of(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return new OutputFile(name, Files.size(file), Sha256.hex(file));
    }
}
