package io.waybill.console.store;

import io.waybill.console.store.Batch.Entry;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.PipelineProgress;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.resolve.Destination;
import io.waybill.streams.resolve.DestinationResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records as rows of the table of their topic, in the order of the columns behind {@code case_id} and {@code record_key}. */
final class Rows {

    private final Dictionaries names;
    private final DestinationResolver destinations = new DestinationResolver();

    Rows(Dictionaries names) {
        this.names = names;
    }

    void append(Row row, int caseId, Entry entry) throws SQLException {
        SpecificRecord value = entry.value();
        if (value instanceof DestinationCount count) {
            count(row, caseId, count);
        } else if (value instanceof ModelActivity activity) {
            activity(row, caseId, activity);
        } else if (value instanceof Alert alert) {
            alert(row, alert, entry.published());
        } else if (value instanceof DeviceProfile profile) {
            profile(row, caseId, profile);
        } else if (value instanceof DeviceLifecycle event) {
            lifecycle(row, caseId, event);
        } else if (value instanceof PolicyRule rule) {
            row.text(rule.getRuleId())
                    .text(rule.getKind().name())
                    .text(rule.getTitle())
                    .text(Documents.of(rule));
        } else if (value instanceof DeviceConnection event) {
            connection(row, caseId, event);
        } else if (value instanceof PipelineProgress progress) {
            progress(row, progress, entry.published());
        } else {
            throw new IllegalArgumentException("no table for " + value);
        }
    }

    private void count(Row row, int caseId, DestinationCount count) throws SQLException {
        row.time(count.getWindowStart())
                .time(count.getWindowEnd())
                .id(names.cohort(caseId, count.getManufacturer(), count.getModel(), count.getFirmware()))
                .id(names.destination(
                        caseId,
                        count.getDestination(),
                        count.getDestinationKind().name()))
                .text(count.getCountry())
                .number(count.getAsn())
                .text(count.getOrganisation())
                .number(count.getConnections())
                .number(count.getFailed())
                .number(count.getBytesSent())
                .number(count.getBytesReceived())
                .number(count.getPacketsSent())
                .number(count.getPacketsReceived())
                .number(count.getDevices())
                .time(count.getFirstSeen())
                .time(count.getLastSeen())
                .integer(count.getRevision())
                .day(count.getWindowStart());
    }

    private void activity(Row row, int caseId, ModelActivity activity) throws SQLException {
        row.time(activity.getWindowStart())
                .time(activity.getWindowEnd())
                .id(names.cohort(caseId, activity.getManufacturer(), activity.getModel(), activity.getFirmware()))
                .number(activity.getActiveDevices())
                .number(activity.getEvents())
                .integer(activity.getRevision());
    }

    private void alert(Row row, Alert alert, long published) throws SQLException {
        row.text(alert.getId())
                .text(alert.getDetector())
                .text(alert.getSubject().getLevel().name())
                .text(alert.getSubject().getValue())
                .text(alert.getDestination())
                .text(alert.getSeverity().name())
                .integer(alert.getSeverity().ordinal())
                .real(alert.getScore())
                .time(alert.getWindow().getStart())
                .time(alert.getWindow().getEnd())
                .text(alert.getMeasure())
                .real(alert.getObserved())
                .real(alert.getExpected())
                .real(alert.getLowerBound())
                .real(alert.getUpperBound())
                .number(alert.getSamples())
                .number(alert.getDevices())
                .text(alert.getExplanation())
                .text(alert.getStatus().name())
                .integer(alert.getRevision())
                .text(alert.getSuppressedBy())
                .text(alert.getKnownService())
                .time(Instant.ofEpochMilli(published))
                .text(Documents.of(alert))
                .bytes(binary(alert));
    }

    /** One revision of an alert, as a row of its own. */
    static void revision(Row row, Entry entry) throws SQLException {
        if (!(entry.value() instanceof Alert alert)) {
            throw new IllegalArgumentException("only alerts have revisions");
        }
        row.key(Keys.of(alert.getId()))
                .text(alert.getId())
                .integer(alert.getRevision())
                .text(alert.getStatus().name())
                .text(alert.getSeverity().name())
                .real(alert.getScore())
                .real(alert.getObserved())
                .real(alert.getExpected())
                .number(alert.getSamples())
                .number(alert.getDevices())
                .time(alert.getWindow().getEnd())
                .text(alert.getSuppressedBy())
                .text(alert.getExplanation())
                .time(Instant.ofEpochMilli(entry.published()));
    }

    private static void progress(Row row, PipelineProgress progress, long published) throws SQLException {
        row.time(progress.getWatermark())
                .number(progress.getInputRecords())
                .number(progress.getCounted())
                .number(progress.getRepeated())
                .number(progress.getLate())
                .number(progress.getDeadLettered().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .number(progress.getAlerts())
                .time(Instant.ofEpochMilli(published))
                .text(Documents.of(progress));
    }

    /** With the fingerprint of its schema in front, so that later versions of the program can read it. */
    private static byte[] binary(Alert alert) {
        try {
            ByteBuffer encoded = alert.toByteBuffer();
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("an alert in memory can always be written", e);
        }
    }

    private void profile(Row row, int caseId, DeviceProfile profile) throws SQLException {
        row.id(names.device(caseId, profile.getDeviceId()))
                .text(profile.getManufacturer())
                .text(profile.getModel())
                .text(profile.getVariant())
                .text(profile.getFirmware())
                .text(profile.getOs())
                .text(profile.getHomeCountry())
                .text(profile.getGroup())
                .time(profile.getValidFrom())
                .text(String.join(" ", profile.getAddresses()));
    }

    private void lifecycle(Row row, int caseId, DeviceLifecycle event) throws SQLException {
        row.id(names.device(caseId, event.getDeviceId()))
                .time(event.getTime())
                .text(event.getKind().name())
                .text(event.getFirmware())
                .text(event.getSetting())
                .text(event.getSettingValue())
                .text(event.getApp());
    }

    private void connection(Row row, int caseId, DeviceConnection event) throws SQLException {
        byte[] ip = address(event.getRemoteIp());
        Destination destination = destinations.resolve(event.getHost(), ip);
        row.id(names.device(caseId, event.getDeviceId()))
                .id(names.destination(
                        caseId, destination.name(), destination.kind().name()))
                .time(event.getTime())
                .number(event.getDurationMs())
                .text(event.getTransport().name())
                .text(ip == null ? null : text(ip))
                .integer(event.getRemotePort())
                .text(event.getHost())
                .text(event.getHostSource().name())
                .text(event.getProtocol())
                .text(event.getApp())
                .number(event.getBytesSent())
                .number(event.getBytesReceived())
                .text(event.getOutcome().name())
                .integer(event.getOccurrences())
                .text(event.getLeaks().isEmpty() ? null : String.join(" ", event.getLeaks()))
                .text(event.getEventId())
                .text(event.getCapture())
                .number(event.getPosition());
    }

    private static byte @Nullable [] address(@Nullable ByteBuffer ip) {
        if (ip == null || (ip.remaining() != 4 && ip.remaining() != 16)) {
            return null;
        }
        byte[] bytes = new byte[ip.remaining()];
        ip.duplicate().get(bytes);
        return bytes;
    }

    private static String text(byte[] ip) {
        try {
            return InetAddress.getByAddress(ip).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }
}
