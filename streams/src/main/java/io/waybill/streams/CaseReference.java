package io.waybill.streams;

import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.PolicyRule;
import java.util.List;

/**
 * What a case was told besides connection events, over all replays into it.
 *
 * @param profiles the newest of each device
 * @param lifecycle what was done to devices, in any order, perhaps repeated
 * @param rules of its policy
 */
public record CaseReference(List<DeviceProfile> profiles, List<DeviceLifecycle> lifecycle, List<PolicyRule> rules) {

    /** Copies the lists. */
    public CaseReference {
        profiles = List.copyOf(profiles);
        lifecycle = List.copyOf(lifecycle);
        rules = List.copyOf(rules);
    }
}
