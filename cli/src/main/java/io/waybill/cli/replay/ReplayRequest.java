package io.waybill.cli.replay;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to replay.
 *
 * @param name of the case
 * @param inputs captures as the user named them
 * @param inventory file, or null
 * @param lifecycle file, or null
 * @param policy file, or null
 * @param partitions of the case's topics
 * @param threads stream threads
 * @param speed {@code max} or {@code Nx}
 */
public record ReplayRequest(
        CaseName name,
        List<String> inputs,
        @Nullable Path inventory,
        @Nullable Path lifecycle,
        @Nullable Path policy,
        int partitions,
        int threads,
        String speed) {}
