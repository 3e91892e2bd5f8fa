package io.waybill.captures.packet;

import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.DeviceResolver;
import io.waybill.captures.InputProblem;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.ReadContext;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out of decoding one capture.
 *
 * @param events in the order of completion
 * @param problems reported
 * @param statistics of the capture
 */
record Decoding(List<DeviceConnection> events, List<InputProblem> problems, PacketStatistics statistics) {

    /** A resolver without inventory. */
    static final DeviceResolver NO_INVENTORY = new DeviceResolver() {
        @Override
        public @Nullable String deviceAt(byte @Nullable [] mac, byte @Nullable [] ip, long timeMillis) {
            return null;
        }

        @Override
        public @Nullable String deviceNamed(String text, long timeMillis) {
            return null;
        }

        @Override
        public boolean lease(byte[] mac, byte[] ip, long fromMillis, long untilMillis) {
            return true;
        }
    };

    static Decoding of(Path file) {
        try {
            return of(Files.readAllBytes(file), DecodeSettings.DEFAULTS, NO_INVENTORY, KnownIdentifiers.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Decoding of(byte[] file) {
        return of(file, DecodeSettings.DEFAULTS, NO_INVENTORY, KnownIdentifiers.NONE);
    }

    static Decoding of(byte[] file, DecodeSettings settings, DeviceResolver devices, KnownIdentifiers identifiers) {
        boolean next = PcapngRecords.isMagic(file);
        return of(() -> new ByteArrayInputStream(file), next, settings, devices, identifiers);
    }

    /** Of a pcap stream. */
    static Decoding of(InputStream stream) {
        return of(() -> stream, false, DecodeSettings.DEFAULTS, NO_INVENTORY, KnownIdentifiers.NONE);
    }

    private static Decoding of(
            CaptureInput.Source source,
            boolean next,
            DecodeSettings settings,
            DeviceResolver devices,
            KnownIdentifiers identifiers) {
        List<DeviceConnection> events = new ArrayList<>();
        List<InputProblem> problems = new ArrayList<>();
        List<PacketStatistics> statistics = new ArrayList<>();
        CaptureFormat format = next ? new PcapngFormat(statistics::add) : new PcapFormat(statistics::add);
        CaptureInput input = new CaptureInput("test", -1, source);
        try {
            format.read(List.of(input), new ReadContext(devices, identifiers, events::add, problems::add, settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Decoding(events, problems, statistics.get(0));
    }
}
