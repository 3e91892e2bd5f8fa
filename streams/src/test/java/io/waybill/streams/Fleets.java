package io.waybill.streams;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small fleets from a seed: profiles, lifecycle and events with repeats, odd addresses and firmware updates. */
final class Fleets {

    static final long BEGIN = Instant.parse("2025-03-01T00:00:00Z").toEpochMilli();
    static final long HOUR = 3_600_000L;

    /**
     * A fleet.
     *
     * @param distinct number of distinct events; {@code events} holds some of them twice
     */
    record Fleet(
            List<DeviceProfile> profiles,
            List<DeviceLifecycle> lifecycles,
            List<DeviceConnection> events,
            int distinct) {}

    private Fleets() {}

    static Fleet of(long seed, int devices, int hours, int perDevice) {
        AvroTrust.vouch();
        SplittableRandom random = new SplittableRandom(seed);
        List<DeviceProfile> profiles = new ArrayList<>();
        List<DeviceLifecycle> lifecycles = new ArrayList<>();
        List<DeviceConnection> events = new ArrayList<>();
        for (int device = 0; device < devices; device++) {
            String id = "device-" + device;
            if (device % 9 != 8) {
                profiles.add(profile(id, device));
            }
            if (device % 3 == 0) {
                long at = BEGIN + random.nextLong(hours * HOUR);
                lifecycles.add(lifecycle(id, at, LifecycleKind.FIRMWARE_INSTALLED, "B"));
            }
            if (device % 4 == 1) {
                lifecycles.add(lifecycle(id, BEGIN + hours * HOUR / 2, LifecycleKind.FACTORY_RESET, null));
            }
            for (int i = 0; i < perDevice; i++) {
                events.add(event(random, id, device, "capture-" + device % 5, i + 1, hours));
            }
            for (long at = BEGIN + device * 1_000L; device % 6 == 2 && at < BEGIN + hours * HOUR; at += 600_000) {
                events.add(beat(id, at));
            }
        }
        int distinct = events.size();
        for (int i = 0; i < distinct / 50; i++) {
            events.add(DeviceConnection.newBuilder(events.get(random.nextInt(distinct)))
                    .build());
        }
        return new Fleet(profiles, lifecycles, events, distinct);
    }

    private static DeviceProfile profile(String id, int device) {
        return DeviceProfile.newBuilder()
                .setDeviceId(id)
                .setValidFrom(Instant.EPOCH)
                .setManufacturer("Maker" + device % 2)
                .setModel("Model" + device % 6)
                .setFirmware("A")
                .build();
    }

    static DeviceLifecycle lifecycle(
            String id, long at, LifecycleKind kind, @org.jspecify.annotations.Nullable String firmware) {
        return DeviceLifecycle.newBuilder()
                .setEventId(id + kind + at)
                .setDeviceId(id)
                .setTime(Instant.ofEpochMilli(at))
                .setKind(kind)
                .setFirmware(firmware)
                .build();
    }

    private static DeviceConnection beat(String id, long at) {
        return DeviceConnection.newBuilder(connection(id, at, "beats", at))
                .setRemoteIp(ByteBuffer.wrap(new byte[] {42, 62, 48, 7}))
                .setOutcome(Outcome.ESTABLISHED)
                .build();
    }

    private static DeviceConnection event(
            SplittableRandom random, String id, int device, String capture, int position, int hours) {
        long at = BEGIN + random.nextLong(hours * HOUR);
        DeviceConnection.Builder event = DeviceConnection.newBuilder(connection(id, at, capture + id, position))
                .setCapture(capture)
                .setBytesSent(random.nextInt(10_000))
                .setBytesReceived(random.nextInt(100_000))
                .setPacketsSent(random.nextInt(20))
                .setPacketsReceived(random.nextInt(40))
                .setDurationMs(random.nextInt(60_000))
                .setOutcome(Outcome.values()[random.nextInt(3)])
                .setOccurrences(random.nextInt(20) == 0 ? 5 : 1);
        int place = random.nextInt(12);
        if (place < 8) {
            event.setHost("h" + random.nextInt(3) + ".site" + place + ".example.com")
                    .setHostSource(HostSource.TLS_SNI)
                    .setApp(device % 2 == 0 && place == 3 ? "com.example.app" : null);
        }
        byte[] ip = place < 10
                ? new byte[] {(byte) (20 + place), 1, 2, (byte) random.nextInt(4)}
                : new byte[] {0x20, 1, 0xd, (byte) 0xb8, 0, (byte) place, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        return event.setRemoteIp(ByteBuffer.wrap(ip)).build();
    }

    private static DeviceConnection connection(String id, long at, String idPrefix, long position) {
        return DeviceConnection.newBuilder()
                .setEventId(idPrefix + "-" + position)
                .setDeviceId(id)
                .setTime(Instant.ofEpochMilli(at))
                .setTransport(Transport.TCP)
                .setRemotePort(443)
                .setPosition(position)
                .build();
    }
}
