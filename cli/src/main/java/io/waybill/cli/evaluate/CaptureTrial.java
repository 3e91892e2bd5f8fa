package io.waybill.cli.evaluate;

import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.ProblemSink;
import io.waybill.captures.ReadContext;
import io.waybill.captures.reference.Inventory;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.LocalRun;
import io.waybill.streams.aggregate.device.BookSettings;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.testkit.score.Proportion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.TreeSet;

/**
 * Captures put through the pipeline's own books in this process, and what was said about which pair.
 *
 * @param alerts all of them, by id
 * @param alerted pairs of device and destination with an alert above informational, as {@code device destination}
 */
public record CaptureTrial(List<Alert> alerts, TreeSet<String> alerted) {

    /** Decodes, detects. */
    public static CaptureTrial run(List<String> inputs, ProblemSink problems, IpLocator locator) throws IOException {
        AvroTrust.vouch();
        LocalRun run = new LocalRun(BookSettings.CASE, locator);
        ReadContext context = new ReadContext(
                Inventory.EMPTY.addressBook(),
                Inventory.EMPTY.identifiers(),
                run::take,
                problems,
                DecodeSettings.DEFAULTS);
        CaptureDecoder.decode(inputs, null, InputStream.nullInputStream(), context);
        List<Alert> alerts = run.finish().alerts();
        TreeSet<String> alerted = new TreeSet<>();
        for (Alert alert : alerts) {
            boolean stands = alert.getStatus() != AlertStatus.RETRACTED && alert.getSuppressedBy() == null;
            boolean device = alert.getSubject().getLevel() == SubjectLevel.DEVICE;
            if (stands && device && alert.getSeverity() != Severity.INFORMATIONAL) {
                alerted.add(alert.getSubject().getValue() + " " + alert.getDestination());
            }
        }
        return new CaptureTrial(alerts, alerted);
    }

    /** Share of the alerted pairs that are on the list. */
    public Proportion precision(TreeSet<String> malicious) {
        return new Proportion(alerted.stream().filter(malicious::contains).count(), alerted.size());
    }

    /** Share of the pairs on the list that were alerted. */
    public Proportion recall(TreeSet<String> malicious) {
        return new Proportion(malicious.stream().filter(alerted::contains).count(), malicious.size());
    }
}
