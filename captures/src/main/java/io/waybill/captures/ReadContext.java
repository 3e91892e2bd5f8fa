package io.waybill.captures;

/**
 * What every reader is handed.
 *
 * @param devices names devices by address
 * @param identifiers clear-text identifiers of the devices, to be looked for in payloads; may be empty
 * @param connections takes the events
 * @param problems takes what could not be used
 * @param settings bounds of memory and time
 * @param bounds counts how often bounds were hit
 */
public record ReadContext(
        DeviceResolver devices,
        KnownIdentifiers identifiers,
        ConnectionSink connections,
        ProblemSink problems,
        DecodeSettings settings,
        BoundHits bounds) {

    /** With counts of its own. */
    public ReadContext(
            DeviceResolver devices,
            KnownIdentifiers identifiers,
            ConnectionSink connections,
            ProblemSink problems,
            DecodeSettings settings) {
        this(devices, identifiers, connections, problems, settings, new BoundHits());
    }
}
