package io.waybill.captures.live;

import java.nio.file.Path;

/**
 * How far a log was read.
 *
 * @param path where it was, for people; rotation renames files
 * @param identity which file it is
 * @param lines whose events are all stored, counted from the first line of the file
 */
public record FileMark(Path path, FileIdentity identity, long lines) {}
