package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceProfile;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.resolve.Destination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * At each of the three bounds the one of the largest hash gives way, and only to a smaller one. Beside the definition, which sorts
 * anew.
 */
class WhoGivesWayTest {

    private static final int BOUND = 8;
    private static final int NAMES = 30;

    private final BoundHits boundHits = new BoundHits();

    private static Destination site(int number) {
        return number == 0
                ? Destination.OTHER
                : new Destination("site-" + number, number == 1 ? DestinationKind.LOCAL : DestinationKind.SITE);
    }

    private DeviceState device(String id) {
        return new DeviceState(id, new HashMap<>(), boundHits);
    }

    /** Names by hash; what is counted together is none of them. */
    private static TreeSet<String> byHash() {
        return new TreeSet<>(Comparator.comparingLong(StableHash::of));
    }

    /** The one of the present ones that has to give way to this name. */
    private static @Nullable String larger(TreeSet<String> present, String name) {
        return StableHash.of(present.last()) > StableHash.of(name) ? present.last() : null;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void ofTheDestinationsOfAPartition(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Targets targets = new Targets(BOUND);
        TreeSet<String> present = byHash();
        long hits = 0;
        int made = 0;
        for (int i = 0; i < 400; i++) {
            Destination site = site(random.nextInt(NAMES));
            Target known = targets.get(site);
            boolean together = site.equals(Destination.OTHER);
            assertThat(targets.isFull()).as("seed %d", seed).isEqualTo(present.size() >= BOUND);
            assertThat(known != null)
                    .as("seed %d", seed)
                    .isEqualTo(together ? targets.other() != null : present.contains(site.name()));
            if (!together && targets.isFull()) {
                hits++;
                Target largest = targets.giveWay(site);
                String expected = larger(present, site.name());
                assertThat(largest == null ? null : largest.destination().name())
                        .as("seed %d", seed)
                        .isEqualTo(expected);
                if (largest != null && known == null) {
                    targets.close(largest);
                    present.remove(expected);
                    known = targets.open(site);
                    present.add(site.name());
                    assertThat(known.index()).isEqualTo(made++);
                }
            } else if (known == null) {
                known = targets.open(site);
                assertThat(known.index()).isEqualTo(made++);
                assertThat(known.stableHash()).isEqualTo(StableHash.of(site.name()));
                if (!together) {
                    present.add(site.name());
                }
            } else if (random.nextInt(3) == 0) {
                targets.close(known);
                present.remove(site.name());
                known = null;
            }
            assertThat(targets.get(site)).isSameAs(known);
            if (known != null) {
                assertThat(targets.open(site)).isSameAs(known);
            }
        }
        assertThat(targets.hits()).isEqualTo(hits).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    void ofTheDestinationsOfADevice(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Admission admission = new Admission(BOUND);
        Map<Integer, Target> targets = new HashMap<>();
        List<DeviceState> devices = new ArrayList<>(List.of(device("a"), device("b"), device("c"), device("d")));
        List<TreeSet<String>> all = List.of(byHash(), byHash(), byHash(), byHash());
        long hits = 0;
        for (int i = 0; i < 1_600; i++) {
            int which = random.nextInt(4);
            DeviceState device = devices.get(which);
            TreeSet<String> present = all.get(which);
            int number = random.nextInt(NAMES);
            Target target = targets.computeIfAbsent(number, any -> new Target(site(number), number));
            Pair known = device.pairs().get(target);
            assertThat(admission.isFull(present.size())).as("seed %d", seed).isEqualTo(present.size() >= BOUND);
            if (number != 0 && admission.isFull(present.size())) {
                hits++;
                Pair largest = admission.giveWay(device, site(number));
                String expected = larger(present, site(number).name());
                assertThat(
                                largest == null
                                        ? null
                                        : largest.target().destination().name())
                        .as("seed %d", seed)
                        .isEqualTo(expected);
                if (largest != null && known == null) {
                    close(admission, largest);
                    present.remove(expected);
                    open(admission, device, target);
                    present.add(site(number).name());
                }
            } else if (known == null) {
                open(admission, device, target);
                if (number != 0) {
                    present.add(site(number).name());
                }
            } else if (random.nextInt(3) == 0) {
                close(admission, known);
                present.remove(site(number).name());
            }
            if (random.nextInt(200) == 0) {
                device.pairs().all().forEach(pair -> pair.target().remove(pair));
                admission.forget(device);
                devices.set(which, device(device.id()));
                present.clear();
            }
        }
        assertThat(admission.hits()).isEqualTo(hits).isPositive();
        for (Target target : targets.values()) {
            List<Pair> there = new ArrayList<>();
            devices.stream()
                    .map(each -> each.pairs().get(target))
                    .filter(each -> each != null)
                    .forEach(there::add);
            List<Pair> kept = new ArrayList<>();
            for (int i = 0; i < target.pairs(); i++) {
                kept.add(target.pair(i));
                assertThat(target.pair(i).indexAtTarget).isEqualTo(i);
            }
            assertThat(kept).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(there);
            assertThat(target.isGone()).isEqualTo(there.isEmpty());
        }
    }

    private static void open(Admission admission, DeviceState device, Target target) {
        Pair pair = new Pair(device, target);
        target.add(pair);
        device.pairs().add(pair);
        admission.opened(pair);
    }

    private static void close(Admission admission, Pair pair) {
        admission.closed(pair);
        pair.device().pairs().remove(pair);
        pair.target().remove(pair);
        assertThat(pair.isGone()).isTrue();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 8, 9})
    void ofTheDevicesThatAreNamed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NamedDevices named = new NamedDevices(BOUND);
        Map<String, DeviceState> all = new HashMap<>();
        TreeSet<String> present = byHash();
        for (int i = 0; i < 400; i++) {
            DeviceState device = all.computeIfAbsent("d" + random.nextInt(NAMES), this::device);
            assertThat(named.isFull()).as("seed %d", seed).isEqualTo(present.size() >= BOUND);
            if (named.isFull()) {
                DeviceState largest = named.giveWay(device.id(), all.values());
                assertThat(largest == null ? null : largest.id())
                        .as("seed %d", seed)
                        .isEqualTo(larger(present, device.id()));
                if (largest != null && !device.isNamed()) {
                    unname(named, largest);
                    present.remove(largest.id());
                }
            }
            if (device.isNamed()) {
                if (random.nextInt(3) == 0) {
                    unname(named, device);
                    present.remove(device.id());
                }
            } else if (!named.isFull()) {
                device.apply(DeviceProfile.newBuilder()
                        .setDeviceId(device.id())
                        .setValidFrom(Instant.EPOCH)
                        .setManufacturer("M")
                        .setModel("m")
                        .build());
                named.add(device);
                present.add(device.id());
            }
            if (random.nextInt(50) == 0) {
                named.ready(all.values());
            }
        }
    }

    private static void unname(NamedDevices named, DeviceState device) {
        device.unname();
        named.remove(device);
    }
}
