package io.waybill.benchmarks.tuned;

import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.LifecycleKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Phones and cohorts by number. A phone's cohort at a time is found in a sorted array of one to a few entries. */
final class TunedPhones {

    /** Maker, model and firmware, by number. */
    record Cohort(String maker, String model, String firmware) {}

    private static final String UNKNOWN = "unknown";

    private final SliceIds ids = new SliceIds();
    private final List<Phone> phones = new ArrayList<>();
    private final Map<Cohort, Integer> cohortIds = new HashMap<>();
    private final List<Cohort> cohorts = new ArrayList<>();

    private static final class Phone {
        private String maker = UNKNOWN;
        private String model = UNKNOWN;
        private final TreeMap<Long, String> firmware = new TreeMap<>();
        private long @Nullable [] since;
        private int[] cohort = new int[0];
    }

    void profile(DeviceProfile profile) {
        Phone phone = phone(profile.getDeviceId());
        phone.maker = profile.getManufacturer();
        phone.model = profile.getModel();
        phone.firmware.put(profile.getValidFrom().toEpochMilli(), profile.getFirmware());
    }

    void lifecycle(DeviceLifecycle lifecycle) {
        String build = lifecycle.getFirmware();
        if (lifecycle.getKind() == LifecycleKind.FIRMWARE_INSTALLED && build != null) {
            phone(lifecycle.getDeviceId()).firmware.put(lifecycle.getTime().toEpochMilli(), build);
        }
    }

    private Phone phone(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return phones.get(id(bytes, 0, bytes.length));
    }

    /** Number of the phone whose id is in this slice. */
    int id(byte[] bytes, int at, int length) {
        int id = ids.id(bytes, at, length);
        if (id == phones.size()) {
            phones.add(new Phone());
        }
        return id;
    }

    /** Number of the cohort a phone belonged to at a time; profiles and lifecycle must be complete. */
    int cohortAt(int id, long time) {
        Phone phone = phones.get(id);
        long[] since = phone.since == null ? settle(phone) : phone.since;
        int i = since.length - 1;
        while (i > 0 && since[i] > time) {
            i--;
        }
        return phone.cohort[i];
    }

    private long[] settle(Phone phone) {
        int entries = phone.firmware.size() + 1;
        long[] since = new long[entries];
        phone.cohort = new int[entries];
        since[0] = Long.MIN_VALUE;
        phone.cohort[0] = number(new Cohort(phone.maker, phone.model, UNKNOWN));
        int i = 1;
        for (Map.Entry<Long, String> build : phone.firmware.entrySet()) {
            since[i] = build.getKey();
            phone.cohort[i++] = number(new Cohort(phone.maker, phone.model, build.getValue()));
        }
        phone.since = since;
        return since;
    }

    private int number(Cohort cohort) {
        return cohortIds.computeIfAbsent(cohort, any -> {
            cohorts.add(cohort);
            return cohorts.size() - 1;
        });
    }

    Cohort cohort(int number) {
        return cohorts.get(number);
    }
}
