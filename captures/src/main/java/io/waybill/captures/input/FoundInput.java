package io.waybill.captures.input;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An input that arguments led to.
 *
 * @param name as shown to the user and written into {@code capture}
 * @param path the file; null for standard input
 * @param explicit whether it was named itself, by path or glob, and not met in a folder
 */
public record FoundInput(String name, @Nullable Path path, boolean explicit) {}
