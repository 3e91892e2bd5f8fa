package io.waybill.cli.report;

/**
 * A file that went into a case.
 *
 * @param role what it was used as: {@code capture}, {@code inventory}, {@code lifecycle}, {@code policy} or {@code policy-list}
 * @param name as the user gave it
 * @param sizeBytes size on disk, -1 for standard input
 * @param sha256 digest of its bytes on disk, lower-case hex; empty for standard input
 * @param events events that came from it, 0 for files that are no captures
 * @param problems records of it that could not be used
 */
public record CaseFile(String role, String name, long sizeBytes, String sha256, long events, long problems) {}
