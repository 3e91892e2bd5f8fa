package io.waybill.cli.report;

/**
 * A file of a case folder.
 *
 * @param name its name in the folder
 * @param sizeBytes its size
 * @param sha256 digest of its bytes, lower-case hex
 */
public record OutputFile(String name, long sizeBytes, String sha256) {

    /** Describes these bytes. */
    static OutputFile of(String name, byte[] bytes) {
        return new OutputFile(name, bytes.length, Sha256.hex(bytes));
    }
}
