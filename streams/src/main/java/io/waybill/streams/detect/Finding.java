package io.waybill.streams.detect;

import java.util.List;
import java.util.SortedMap;

/**
 * What a device-side detector has to say about one device at one destination, before the cohorts were asked.
 *
 * @param detector id of the detector
 * @param deviceId the device
 * @param manufacturer its maker
 * @param model its model
 * @param firmware the build it ran at the last contact the finding rests on
 * @param app package or bundle all contacts share, or empty
 * @param destination name of the destination
 * @param score 0 to 1, the device's side alone
 * @param measure what observed and expected count, with the unit
 * @param observed what was seen
 * @param expected what the comparison says
 * @param samples observations it rests on
 * @param window span of the contacts it rests on
 * @param subscores parts of the score
 * @param facts further numbers the explanation uses, e.g. {@code periodMs}
 * @param notes further words the explanation uses, e.g. {@code rule}; may hold hostile names
 * @param parameters parameters the detector ran with
 * @param evidence at most ten events, sorted
 */
public record Finding(
        String detector,
        String deviceId,
        String manufacturer,
        String model,
        String firmware,
        String app,
        String destination,
        double score,
        String measure,
        double observed,
        double expected,
        long samples,
        Span window,
        SortedMap<String, Double> subscores,
        SortedMap<String, Double> facts,
        SortedMap<String, String> notes,
        SortedMap<String, String> parameters,
        List<EventRef> evidence) {}
