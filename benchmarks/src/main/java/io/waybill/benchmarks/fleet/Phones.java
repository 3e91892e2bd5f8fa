package io.waybill.benchmarks.fleet;

import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Who is in the fleet: a profile each, and for one in twenty an update of its firmware within the time of the events. */
final class Phones {

    private static final int MAKERS = 23;
    private static final int BUILDS_PER_MODEL = 3;
    private static final int UPDATED_EVERY = 20;

    private final FleetShape shape;
    private final String[] ids;
    private final int[] models;

    Phones(FleetShape shape) {
        this.shape = shape;
        this.ids = new String[shape.devices()];
        this.models = new int[ids.length];
        SplittableRandom random = new SplittableRandom(shape.seed() + 1);
        Zipf popularity = new Zipf(FleetShape.MODELS, 0.9);
        for (int i = 0; i < ids.length; i++) {
            ids[i] = String.format(Locale.ROOT, "dev-%08x-%05d", i * 0x9e3779b1, i % 100_000);
            models[i] = popularity.rank(random.nextDouble());
        }
    }

    int count() {
        return ids.length;
    }

    String id(int phone) {
        return ids[phone];
    }

    int model(int phone) {
        return models[phone];
    }

    List<DeviceProfile> profiles() {
        return IntStream.range(0, ids.length).mapToObj(this::profile).toList();
    }

    private DeviceProfile profile(int phone) {
        return DeviceProfile.newBuilder()
                .setDeviceId(ids[phone])
                .setValidFrom(Instant.EPOCH)
                .setManufacturer(String.format(Locale.ROOT, "maker%02d", models[phone] % MAKERS))
                .setModel(String.format(Locale.ROOT, "model-%03d", models[phone]))
                .setFirmware(build(phone, phone % BUILDS_PER_MODEL))
                .setHomeCountry("DE")
                .build();
    }

    List<DeviceLifecycle> updates() {
        return IntStream.range(0, ids.length)
                .filter(phone -> phone % UPDATED_EVERY == 0)
                .mapToObj(this::update)
                .toList();
    }

    private DeviceLifecycle update(int phone) {
        long at = FleetShape.START_MILLIS + shape.spanMillis() * (phone % 97) / 97;
        return DeviceLifecycle.newBuilder()
                .setEventId("update-" + phone)
                .setDeviceId(ids[phone])
                .setTime(Instant.ofEpochMilli(at))
                .setKind(LifecycleKind.FIRMWARE_INSTALLED)
                .setFirmware(build(phone, BUILDS_PER_MODEL))
                .build();
    }

    private String build(int phone, int number) {
        return String.format(Locale.ROOT, "fw-%d.%d.%d", 2 + models[phone] % 3, models[phone] % 10, number);
    }
}
