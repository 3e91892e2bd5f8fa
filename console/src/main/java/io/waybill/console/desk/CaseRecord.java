package io.waybill.console.desk;

import java.util.List;

/**
 * What went into a case.
 *
 * @param name of the case
 * @param inputs in the order in which they went in
 */
public record CaseRecord(String name, List<Input> inputs) {

    /**
     * One file.
     *
     * @param role capture, inventory, lifecycle or policy
     * @param name as it was called
     * @param bytes its size; -1 where it was read from a stream
     * @param sha256 digest of its bytes in hex; empty where it was read from a stream
     * @param events connection events that came out of it
     * @param unusable records in it that could not be used
     */
    public record Input(String role, String name, long bytes, String sha256, long events, long unusable) {}

    /** Copies the list. */
    public CaseRecord {
        inputs = List.copyOf(inputs);
    }
}
