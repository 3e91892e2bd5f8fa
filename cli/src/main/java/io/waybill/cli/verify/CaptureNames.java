package io.waybill.cli.verify;

import io.waybill.captures.CaptureInput;
import io.waybill.captures.CaptureInputs.Recognised;
import io.waybill.cli.report.CaseEvidence;
import io.waybill.cli.report.CaseFile;
import io.waybill.cli.report.CaseResult;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Evidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What captures are called now and what they were called when a case was made. Evidence refers to captures by name, and a capture
 * that was moved or renamed is still the same by its digest.
 */
final class CaptureNames {

    private final Map<String, String> toldByNow;

    private CaptureNames(Map<String, String> toldByNow) {
        this.toldByNow = toldByNow;
    }

    /**
     * Matches inputs by digest.
     *
     * @param told inputs as the manifest has them
     * @param now the same as they were named for the replay
     */
    static CaptureNames of(List<CaseFile> told, List<CaseFile> now) {
        Map<String, String> names = new HashMap<>();
        for (CaseFile file : now) {
            told.stream()
                    .filter(each ->
                            each.role().equals(file.role()) && each.sha256().equals(file.sha256()))
                    .findFirst()
                    .ifPresent(each -> names.put(file.name(), each.name()));
        }
        return new CaptureNames(names);
    }

    /** The case with the names of then. */
    CaseResult asTold(CaseResult result) {
        return new CaseResult(
                result.facts(),
                result.counts(),
                result.alerts().stream().map(this::asTold).toList());
    }

    /** The evidence with the names of then. */
    CaseEvidence asTold(CaseEvidence evidence) {
        Map<String, DeviceConnection> events = new HashMap<>();
        evidence.events()
                .forEach((id, event) -> events.put(
                        id,
                        DeviceConnection.newBuilder(event)
                                .setCapture(told(event.getCapture()))
                                .build()));
        List<Recognised> captures = evidence.captures().stream()
                .map(each -> new Recognised(asTold(each.input()), each.format(), each.path()))
                .toList();
        return new CaseEvidence(events, captures);
    }

    private CaptureInput asTold(CaptureInput input) {
        return new CaptureInput(told(input.name()), input.sizeBytes(), input.source());
    }

    private Alert asTold(Alert alert) {
        Alert renamed = Alert.newBuilder(alert).build();
        renamed.setEvidence(alert.getEvidence().stream()
                .map(each -> Evidence.newBuilder(each)
                        .setCapture(told(each.getCapture()))
                        .build())
                .toList());
        return renamed;
    }

    private String told(String name) {
        return toldByNow.getOrDefault(name, name);
    }
}
