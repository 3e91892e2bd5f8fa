package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
import io.waybill.streams.detect.Span;
import io.waybill.streams.resolve.Destination;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small tables of this package beside those of the library. */
class TablesTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 65_537})
    void aLongSetIsASet(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LongSet set = new LongSet(1);
        Set<Long> reference = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            long value = random.nextInt(4) == 0 ? random.nextInt(50) : random.nextLong();
            assertThat(set.contains(value)).as("seed %d", seed).isEqualTo(reference.contains(value));
            set.add(value);
            reference.add(value);
        }
        assertThat(reference).as("seed %d", seed).allMatch(set::contains);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 104_729})
    void cellsAreASortedMapOfWindows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Cells cells = new Cells();
        TreeMap<Long, Integer> reference = new TreeMap<>();
        for (int i = 0; i < 3_000; i++) {
            long window = random.nextInt(3) == 0 ? random.nextInt(200) - 100 : i / 10;
            assertThat(cells.add(window)).isEqualTo(!reference.containsKey(window));
            reference.merge(window, 1, Integer::sum);
            if (random.nextInt(300) == 0) {
                long before = random.nextInt(200) - 100;
                assertThat(cells.removeBefore(before))
                        .isEqualTo(reference.headMap(before).size());
                reference.headMap(before).clear();
            }
            long probe = random.nextInt(400) - 150;
            assertThat(cells.rowsIn(probe)).as("seed %d", seed).isEqualTo(reference.getOrDefault(probe, 0));
            assertThat(cells.contains(probe)).isEqualTo(reference.containsKey(probe));
            assertThat(cells.removeBefore(reference.firstKey())).isZero();
        }
        TreeMap<Long, Integer> all = new TreeMap<>();
        for (int i = 0; i < cells.size(); i++) {
            all.put(cells.window(i), cells.rows(i));
        }
        assertThat(all).as("seed %d", seed).isEqualTo(reference);
    }

    @Test
    void aTextTableFindsByBytesAndByText() {
        TextTable<Integer> table = new TextTable<>();
        Map<String, Integer> reference = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            String text = "device-" + i * 7 + (i % 3 == 0 ? "é" : "");
            table.add(text, i);
            reference.put(text, i);
        }

        reference.forEach((text, value) -> {
            byte[] padded = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
            assertThat(table.get(text)).isEqualTo(value);
            assertThat(table.get(padded, 1, padded.length - 1)).isEqualTo(value);
        });
        assertThat(table.get("device-1")).isNull();
        assertThat(table.values()).hasSize(1_000).startsWith(0, 1, 2);

        table.remove("device-7");
        table.remove("never there");
        assertThat(table.get("device-7")).isNull();
        assertThat(table.get("device-14")).isEqualTo(2);
        assertThat(table.values()).hasSize(999).startsWith(0, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(longs = {12, 13, 14})
    void aPairTableIsAMapByDestination(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DeviceState device = new DeviceState("d", new HashMap<>(), new BoundHits());
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            targets.add(new Target(new Destination("site-" + i, DestinationKind.SITE), i));
        }
        PairTable table = new PairTable();
        Map<Target, Pair> reference = new HashMap<>();
        for (int i = 0; i < 600; i++) {
            Target target = targets.get(random.nextInt(i < 300 ? 60 : 10));
            Pair known = reference.get(target);
            assertThat(table.get(target)).as("seed %d", seed).isSameAs(known);
            if (known == null) {
                Pair pair = new Pair(device, target);
                table.add(pair);
                reference.put(target, pair);
            } else if (random.nextInt(3) == 0) {
                table.remove(known);
                reference.remove(target);
            }
            assertThat(table.size()).isEqualTo(reference.size());
        }
        assertThat(table.all()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(reference.values());
        targets.forEach(target -> assertThat(table.get(target)).isSameAs(reference.get(target)));
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 1_299_709})
    void windowEventsAddUpByWindowAndBuild(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        WindowEvents events = new WindowEvents();
        TreeMap<Long, TreeMap<String, Long>> reference = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            long window = random.nextInt(40);
            String build = "b" + random.nextInt(3);
            switch (random.nextInt(30)) {
                case 0 -> {
                    events.remove(window);
                    reference.remove(window);
                }
                case 1 -> {
                    if (reference.containsKey(window)) {
                        long all = reference.get(window).values().stream()
                                .mapToLong(each -> each)
                                .sum();
                        events.merge(window, build);
                        reference.put(window, new TreeMap<>(Map.of(build, all)));
                    }
                }
                case 2 -> {
                    if (window < 5) {
                        events.removeBefore(window);
                        reference.headMap(window).clear();
                    }
                }
                case 3 -> {
                    long there = reference.getOrDefault(window, new TreeMap<>()).getOrDefault(build, 0L);
                    if (there > 0) {
                        events.add(window, build, -there);
                        reference.get(window).put(build, 0L);
                    }
                }
                default -> {
                    events.add(window, build, i);
                    reference.computeIfAbsent(window, any -> new TreeMap<>()).merge(build, (long) i, Long::sum);
                }
            }
        }
        TreeMap<Long, TreeMap<String, Long>> all = new TreeMap<>();
        for (int i = 0; i < events.size(); i++) {
            all.computeIfAbsent(events.window(i), any -> new TreeMap<>()).put(events.build(i), events.events(i));
        }
        assertThat(all).as("seed %d", seed).isEqualTo(reference);
        assertThat(events.windows()).as("seed %d", seed).containsExactlyElementsOf(reference.keySet());
        assertThat(events.isEmpty()).isFalse();
        assertThat(new WindowEvents().isEmpty()).isTrue();
        assertThat(events.buildsSeen(-1)).as("seed %d", seed).isEqualTo(seen(reference, -1));
        assertThat(events.buildsSeen(20)).as("seed %d", seed).isEqualTo(seen(reference, 20));
    }

    /** Long stretches of one build, with windows in between of which all was moved away. */
    @ParameterizedTest
    @ValueSource(longs = {8, 9, 10, 11})
    void buildsAreSeenFromTheFirstToTheLastWindowWithEvents(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            WindowEvents events = new WindowEvents();
            TreeMap<Long, TreeMap<String, Long>> reference = new TreeMap<>();
            for (long window = 0; window < 12; window++) {
                String build = "b" + random.nextInt(8) / 6;
                long count = random.nextInt(4) == 0 ? 0 : 2;
                events.add(window, build, count);
                reference.put(window, new TreeMap<>(Map.of(build, count)));
            }
            assertThat(events.buildsSeen(3)).as("seed %d", seed).isEqualTo(seen(reference, 3));
        }
    }

    /** First and last window in which each build has events, not before a time. */
    private static Map<String, Span> seen(TreeMap<Long, TreeMap<String, Long>> events, long notBefore) {
        Map<String, Span> seen = new HashMap<>();
        events.forEach((window, builds) -> builds.forEach((build, count) -> {
            long at = Math.max(window, notBefore);
            if (count > 0) {
                seen.merge(build, new Span(at, at), (a, b) -> new Span(a.start(), at));
            }
        }));
        return seen;
    }
}
