package io.waybill.cli.report;

import io.waybill.captures.CaptureInputs;
import io.waybill.schemas.DeviceConnection;
import java.util.List;
import java.util.Map;

/**
 * What the alerts of a case rest on.
 *
 * @param events those that alerts refer to, by event id
 * @param captures inputs that packets can be picked out of; empty where they must not be shown
 */
public record CaseEvidence(Map<String, DeviceConnection> events, List<CaptureInputs.Recognised> captures) {

    /** None is known. */
    public static final CaseEvidence NONE = new CaseEvidence(Map.of(), List.of());

    /** Copies both. */
    public CaseEvidence {
        events = Map.copyOf(events);
        captures = List.copyOf(captures);
    }
}
