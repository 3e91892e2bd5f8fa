package io.waybill.benchmarks.contend;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RecordDeserializer;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import io.waybill.schemas.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which phone is of which model, and which firmware it had when. Complete before the first event, which the pipeline does not ask for.
 * Once it is complete any number of threads may ask.
 */
public final class ReferenceData {

    private static final String UNKNOWN = "unknown";
    private static final Phone NOBODY = new Phone();

    private final Map<String, Phone> phones = new HashMap<>();

    /** One phone. */
    public static final class Phone {
        private String maker = UNKNOWN;
        private String model = UNKNOWN;
        private final TreeMap<Long, String> firmware = new TreeMap<>();

        private Phone() {}

        /** Its manufacturer, {@code unknown} where no profile came. */
        public String maker() {
            return maker;
        }

        /** Its model, {@code unknown} where no profile came. */
        public String model() {
            return model;
        }

        /**
         * The build it had, {@code unknown} where nothing says.
         *
         * @param time milliseconds since 1970
         */
        public String firmwareAt(long time) {
            Map.Entry<Long, String> build = firmware.floorEntry(time);
            return build == null ? UNKNOWN : build.getValue();
        }
    }

    /** All that the topics of profiles and lifecycle hold. */
    public static ReferenceData read(Arena arena, SchemaRegistryClient registry) {
        ReferenceData data = new ReferenceData();
        read(arena, registry, data::profile, data::lifecycle);
        return data;
    }

    /** Hands out all that the topics of profiles and lifecycle hold. */
    static void read(
            Arena arena,
            SchemaRegistryClient registry,
            Consumer<DeviceProfile> profiles,
            Consumer<DeviceLifecycle> lifecycle) {
        RecordDeserializer<DeviceProfile> profileReader = new RecordDeserializer<>(DeviceProfile.class, registry);
        RecordDeserializer<DeviceLifecycle> lifecycleReader = new RecordDeserializer<>(DeviceLifecycle.class, registry);
        TopicScan scan = new TopicScan(arena);
        scan.read(Topic.PROFILE, record -> {
            DeviceProfile profile = profileReader.deserialize(record.topic(), record.value());
            if (profile != null) {
                profiles.accept(profile);
            }
        });
        scan.read(Topic.LIFECYCLE, record -> {
            DeviceLifecycle done = lifecycleReader.deserialize(record.topic(), record.value());
            if (done != null) {
                lifecycle.accept(done);
            }
        });
    }

    void profile(DeviceProfile profile) {
        Phone phone = phones.computeIfAbsent(profile.getDeviceId(), any -> new Phone());
        phone.maker = profile.getManufacturer();
        phone.model = profile.getModel();
        phone.firmware.put(profile.getValidFrom().toEpochMilli(), profile.getFirmware());
    }

    void lifecycle(DeviceLifecycle lifecycle) {
        if (lifecycle.getKind() == LifecycleKind.FIRMWARE_INSTALLED && lifecycle.getFirmware() != null) {
            phones.computeIfAbsent(lifecycle.getDeviceId(), any -> new Phone())
                    .firmware
                    .put(lifecycle.getTime().toEpochMilli(), lifecycle.getFirmware());
        }
    }

    /** The phone of this id, of which nothing may be known. */
    public Phone of(String deviceId) {
        return phones.getOrDefault(deviceId, NOBODY);
    }
}
