package io.waybill.streams.detect;

import io.waybill.schemas.LifecycleKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device as the detectors see it.
 *
 * @param deviceId the handset
 * @param manufacturer its maker, {@code unknown} where the inventory does not have it
 * @param model its model, {@code unknown} where the inventory does not have it
 * @param group policy group, or null
 * @param homeCountry ISO 3166-1 alpha-2, or null
 * @param marks what was done to it, sorted by time then event id
 * @param observed first to last event of the device with any destination: how long it was watched
 */
public record DeviceView(
        String deviceId,
        String manufacturer,
        String model,
        @Nullable String group,
        @Nullable String homeCountry,
        List<Mark> marks,
        Span observed) {

    /**
     * Something done to the device.
     *
     * @param time when, milliseconds since 1970 UTC
     * @param kind what
     * @param detail firmware, app, or {@code setting=value}, as the kind has it; empty for a factory reset
     * @param eventId stable id
     */
    public record Mark(long time, LifecycleKind kind, String detail, String eventId) {}
}
