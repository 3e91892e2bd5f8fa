package io.waybill.cli.replay;

import io.waybill.captures.ProblemSink;
import io.waybill.captures.reference.Inventory;
import io.waybill.captures.reference.Lifecycle;
import io.waybill.captures.reference.PolicyFile;
import io.waybill.schemas.DeviceLifecycle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a replay is told besides captures.
 *
 * @param inventory the devices
 * @param lifecycle what was done to them
 * @param policy the rules and the lists they take entries from
 */
record ReferenceFiles(Inventory inventory, List<DeviceLifecycle> lifecycle, PolicyFile policy) {

    /** Reads what is given; what cannot be used in it is a problem. */
    static ReferenceFiles read(
            @Nullable Path inventory, @Nullable Path lifecycle, @Nullable Path policy, ProblemSink problems)
            throws IOException {
        return new ReferenceFiles(
                inventory == null ? Inventory.EMPTY : Inventory.read(inventory, problems),
                lifecycle == null ? List.of() : Lifecycle.read(lifecycle, problems),
                policy == null ? new PolicyFile(List.of(), List.of()) : PolicyFile.read(policy, problems));
    }
}
