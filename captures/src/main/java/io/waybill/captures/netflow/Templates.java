package io.waybill.captures.netflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Templates and sampling rates per exporter and observation domain, and the data that came before its template. Bounded:
 * the template not used for longest is forgotten, and a data set that finds no room to wait is lost. Not thread-safe.
 */
final class Templates {
    private static final int MAX_TEMPLATES = 8_192;
    private static final int MAX_PARKED_SETS = 4_096;

    /** Whose template this is. */
    record Key(Source source, int templateId) {}

    /** An exporter's observation domain; its sampling applies to all of its templates. */
    record Source(String exporter, long domain, int version) {}

    /** A data set that waits for its template. */
    record Parked(byte[] data, ExportTime time, long position, String idPrefix) {}

    private final Map<Key, Template> templates = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Source, Map<Long, Long>> sampling = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, List<Parked>> parked = new LinkedHashMap<>();
    private int parkedSets;
    private long lostSets;
    private long forgotten;

    @Nullable
    Template get(Key key) {
        return templates.get(key);
    }

    void put(Key key, Template template) {
        templates.put(key, template);
        if (templates.size() > MAX_TEMPLATES) {
            templates.remove(templates.keySet().iterator().next());
            forgotten++;
        }
    }

    /** Templates that others took the place of, beyond the bound. */
    long forgotten() {
        return forgotten;
    }

    /** Data sets that found no place to wait for their template. */
    long lostSets() {
        return lostSets;
    }

    void withdraw(Key key) {
        templates.remove(key);
    }

    /** Keeps a data set until its template comes. */
    void park(Key key, Parked set) {
        if (parkedSets >= MAX_PARKED_SETS) {
            lostSets++;
            return;
        }
        parkedSets++;
        parked.computeIfAbsent(key, any -> new ArrayList<>()).add(set);
    }

    /** The data sets that waited for this template; they wait no more. */
    List<Parked> unpark(Key key) {
        List<Parked> sets = parked.remove(key);
        if (sets == null) {
            return List.of();
        }
        parkedSets -= sets.size();
        return sets;
    }

    /** Data sets whose template never came. */
    long undecoded() {
        return lostSets + parkedSets;
    }

    void learnSampling(Source source, long sampler, long interval) {
        Map<Long, Long> rates = sampling.computeIfAbsent(source, any -> new LinkedHashMap<>());
        if (rates.size() < 256 || rates.containsKey(sampler)) {
            rates.put(sampler, interval);
        }
        if (sampling.size() > MAX_TEMPLATES) {
            sampling.remove(sampling.keySet().iterator().next());
        }
    }

    /** One packet in how many the exporter looks at; 1 where it said nothing. */
    long sampling(Source source, long sampler) {
        Map<Long, Long> rates = sampling.get(source);
        if (rates == null) {
            return 1;
        }
        Long rate = rates.get(sampler);
        return rate != null
                ? rate
                : rates.size() == 1 && sampler == 0 ? rates.values().iterator().next() : 1;
    }
}
