package io.waybill.streams.aggregate.device;

import io.waybill.schemas.DeviceLifecycle;
import io.waybill.schemas.DeviceProfile;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DeviceView;
import io.waybill.streams.detect.Span;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One device: who it is, what was done to it, and everything it contacted. */
final class DeviceState {

    /** Builds that profiles say a device ran which are kept, the latest ones. */
    static final int PROFILES = 1_000;

    /** What is said of a device that no profile names. */
    static final String UNKNOWN = "unknown";

    private final String id;
    private final Map<Cohort, Cohort> interned;
    private final BoundHits hits;
    private String manufacturer = UNKNOWN;
    private String model = UNKNOWN;
    private @Nullable String group;
    private @Nullable String homeCountry;
    private Builds profileBuilds = Builds.NONE;
    private final Marks marks = new Marks();
    private Builds builds = Builds.NONE;
    private final PairTable pairs = new PairTable();
    private final WindowEvents events = new WindowEvents();
    private final Apps apps = new Apps();
    private long firstSeen = Long.MAX_VALUE;
    private long lastSeen = Long.MIN_VALUE;
    private @Nullable DeviceView view;

    /** Stretch of time in which {@link #cohort} holds: where it begins and has ended. */
    private long cohortFrom = Long.MAX_VALUE;

    private long cohortTo = Long.MIN_VALUE;
    private Cohort cohort = Cohort.FLEET;
    private @Nullable Cohort modelCohort;

    /** Journal chunk that this was last written to, and its number there. */
    long definedIn = -1;

    int definedAs;

    /**
     * A device of which nothing is known yet.
     *
     * @param interned cohorts of the whole book, so that equal ones are mostly the same object
     * @param hits counts how often it meets a bound
     */
    DeviceState(String id, Map<Cohort, Cohort> interned, BoundHits hits) {
        this.id = id;
        this.interned = interned;
        this.hits = hits;
    }

    String id() {
        return id;
    }

    /** Reads what every event reads. */
    long touch() {
        return firstSeen + pairs.size() + events.size() + builds.size() + (apps.isFull() ? 1 : 0);
    }

    /** Reads what an event at this destination reads behind that. */
    long touchTables(Target target) {
        return pairs.touch(target) + events.touch() + builds.touch();
    }

    /** The cohort that was asked for last: mostly the one that is asked for next. */
    Cohort cohort() {
        return cohort;
    }

    String manufacturer() {
        return manufacturer;
    }

    String model() {
        return model;
    }

    PairTable pairs() {
        return pairs;
    }

    /** Events by window and build. */
    WindowEvents events() {
        return events;
    }

    long firstSeen() {
        return firstSeen;
    }

    long lastSeen() {
        return lastSeen;
    }

    boolean hasMarks() {
        return !marks.isEmpty();
    }

    /** Whether the device was reset, reflashed or had an app removed while it was watched. */
    boolean wasResetWhileWatched() {
        return marks.hasResetWithin(firstSeen, lastSeen);
    }

    Builds builds() {
        return builds;
    }

    String firmwareAt(long time) {
        return builds.at(time);
    }

    /** Model and firmware at a time; the same object for the same cohort. */
    Cohort cohortAt(long time) {
        if (time < cohortFrom || time >= cohortTo) {
            cohortFrom = builds.beginOf(time);
            cohortTo = builds.endOf(time);
            cohort = cohortOf(builds.at(time));
        }
        return cohort;
    }

    Cohort modelCohort() {
        if (modelCohort == null) {
            Cohort fresh = Cohort.model(manufacturer, model);
            modelCohort = interned.computeIfAbsent(fresh, itself -> itself);
        }
        return modelCohort;
    }

    /** One of the builds of the model; the same object for the same cohort. */
    Cohort cohortOf(String build) {
        return interned.computeIfAbsent(Cohort.firmware(manufacturer, model, build), itself -> itself);
    }

    /** What the device is now, for comparing with what it will be. */
    Reattribution.Before before() {
        String maker = manufacturer;
        String name = model;
        return new Reattribution.Before(
                builds,
                modelCohort(),
                build -> interned.computeIfAbsent(Cohort.firmware(maker, name, build), itself -> itself));
    }

    DeviceView view() {
        if (view == null) {
            view = new DeviceView(
                    id, manufacturer, model, group, homeCountry, marks.toList(), new Span(firstSeen, lastSeen + 1));
        }
        return view;
    }

    /** Whether a profile would change what events mean. */
    boolean isChangedBy(DeviceProfile profile) {
        boolean sameBuild = profile.getFirmware()
                .equals(profileBuilds.begunAt(profile.getValidFrom().toEpochMilli()));
        return !sameBuild
                || !manufacturer.equals(profile.getManufacturer())
                || !model.equals(profile.getModel())
                || !Objects.equals(group, profile.getGroup())
                || !Objects.equals(homeCountry, profile.getHomeCountry());
    }

    void apply(DeviceProfile profile) {
        // Devices are many, and what profiles say of them are few texts.
        manufacturer = profile.getManufacturer().intern();
        model = profile.getModel().intern();
        group = internedOrNull(profile.getGroup());
        homeCountry = internedOrNull(profile.getHomeCountry());
        profileBuilds = profileBuilds.with(
                profile.getValidFrom().toEpochMilli(), profile.getFirmware().intern());
        if (profileBuilds.size() > PROFILES) {
            profileBuilds = profileBuilds.withoutFirst();
            hits.profiles++;
        }
        relearn();
    }

    void forgetProfile() {
        manufacturer = UNKNOWN;
        model = UNKNOWN;
        group = null;
        homeCountry = null;
        profileBuilds = Builds.NONE;
        relearn();
    }

    private static @Nullable String internedOrNull(@Nullable String text) {
        return text == null ? null : text.intern();
    }

    /** Forgets the profile and what was done to the device. */
    void unname() {
        marks.clear();
        forgetProfile();
    }

    /** Takes what was done to the device; false when it was known already. */
    boolean apply(DeviceLifecycle lifecycle) {
        boolean full = marks.isFull();
        boolean isNew = marks.add(lifecycle);
        if (isNew) {
            hits.marks += full ? 1 : 0;
            relearn();
        }
        return isNew;
    }

    private void relearn() {
        builds = marks.with(profileBuilds);
        modelCohort = null;
        cohortFrom = Long.MAX_VALUE;
        cohortTo = Long.MIN_VALUE;
        view = null;
    }

    /** Notes events for the denominators. */
    void note(long window, long first, long last, Cohort at, long count) {
        if (first < firstSeen || last > lastSeen) {
            firstSeen = Math.min(firstSeen, first);
            lastSeen = Math.max(lastSeen, last);
            view = null;
        }
        events.add(window, at.firmware(), count);
    }

    /** Notes all contacts of one of its pairs. */
    void noteAll(Pair pair, Windows windows, ContactRow row) {
        ContactLog.Cursor cursor = pair.rows(row);
        while (cursor.next()) {
            long time = row.time();
            note(windows.of(time), time, time, cohortAt(time), row.occurrences());
        }
        pair.overflow()
                .forEach((window, sums) ->
                        note(window, sums.firstSeen(), sums.lastSeen(), cohortAt(window), sums.connections()));
    }

    /** An app made a contact; true when contacts of another one count for no app from now on. */
    boolean used(@Nullable String app) {
        if (app == null) {
            return false;
        }
        Apps.Taken taken = apps.add(app);
        hits.apps += taken == Apps.Taken.KEPT ? 0 : 1;
        return taken == Apps.Taken.DISPLACING;
    }

    /** A contact of a window is kept as a sum now, which counts for the build at the window's begin. */
    void moved(long window, long time, long occurrences) {
        if (!builds.at(time).equals(builds.at(window))) {
            events.add(window, builds.at(time), -occurrences);
            events.add(window, builds.at(window), occurrences);
        }
    }

    /** Finds out anew from the contacts how long the device was watched. */
    void seeAnew() {
        firstSeen = Long.MAX_VALUE;
        lastSeen = Long.MIN_VALUE;
        view = null;
        for (Pair pair : pairs.all()) {
            firstSeen = Math.min(firstSeen, pair.firstTime());
            lastSeen = Math.max(lastSeen, pair.lastTime());
            for (RunningSums sums : pair.overflow().values()) {
                firstSeen = Math.min(firstSeen, sums.firstSeen());
                lastSeen = Math.max(lastSeen, sums.lastSeen());
            }
        }
    }

    /** Finds out anew from the far ends that are left which apps it has; true when others than those forgotten may have changed. */
    boolean findAppsAnew() {
        boolean wasFull = apps.isFull();
        apps.clear();
        for (Pair pair : pairs.all()) {
            for (int i = 0; i < pair.farEnds(); i++) {
                String app = pair.farEnd(i).endpoint().app();
                if (app != null) {
                    apps.add(app);
                }
            }
        }
        return wasFull;
    }

    /** Whether a profile or something that was done to it says that there is such a device. */
    boolean isNamed() {
        return profileBuilds.size() > 0 || hasMarks();
    }

    /** Whether nobody named it and none of its contacts is left. */
    boolean isUnheardOf() {
        return !isNamed() && pairs.size() == 0;
    }

    /** First and last window in which each build was seen, not before the device's first event. */
    Map<String, Span> buildsSeen() {
        return events.buildsSeen(firstSeen);
    }

    /** Its apps, as far as they are kept, that made any of the contacts of one of its pairs. */
    TreeSet<String> appsOf(Pair pair) {
        TreeSet<String> all = new TreeSet<>();
        for (int i = 0; i < pair.farEnds(); i++) {
            String app = pair.farEnd(i).endpoint().app();
            if (app != null && apps.contains(app)) {
                all.add(app);
            }
        }
        return all;
    }

    /** Apps the device was seen to use. */
    Apps apps() {
        return apps;
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(128)
                .text(manufacturer)
                .text(model)
                .nullableText(group)
                .nullableText(homeCountry)
                .varint(profileBuilds.size());
        for (int i = 0; i < profileBuilds.size(); i++) {
            out.varint(profileBuilds.since(i)).text(profileBuilds.build(i));
        }
        marks.writeTo(out);
        return out.toBytes();
    }

    void restore(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        manufacturer = in.text().intern();
        model = in.text().intern();
        group = internedOrNull(in.nullableText());
        homeCountry = internedOrNull(in.nullableText());
        profileBuilds = Builds.NONE;
        int count = in.varint32();
        for (int i = 0; i < count; i++) {
            profileBuilds = profileBuilds.with(in.varint(), in.text().intern());
        }
        marks.restore(in);
        relearn();
    }
}
