package io.waybill.benchmarks.tuned;

import java.util.Arrays;

/** The sums of one row, by numbers. Distinct devices are told apart outside, in one set for all rows. */
final class TunedRow {

    final int number;
    final int cohort;
    final int destination;
    final long window;
    long connections;
    long failed;
    long bytesSent;
    long bytesReceived;
    long packetsSent;
    long packetsReceived;
    long firstSeen = Long.MAX_VALUE;
    long lastSeen = Long.MIN_VALUE;
    int devices;
    private int[] places = new int[1];
    private long[] placeCounts = new long[1];
    private int placesUsed;

    TunedRow(int number, int cohort, int destination, long window) {
        this.number = number;
        this.cohort = cohort;
        this.destination = destination;
        this.window = window;
    }

    void add(EventBytes event, boolean isFailed, int place) {
        connections += event.occurrences;
        failed += isFailed ? event.occurrences : 0;
        bytesSent += event.bytesSent;
        bytesReceived += event.bytesReceived;
        packetsSent += event.packetsSent;
        packetsReceived += event.packetsReceived;
        firstSeen = Math.min(firstSeen, event.time);
        lastSeen = Math.max(lastSeen, event.time);
        count(place, event.occurrences);
    }

    private void count(int place, int occurrences) {
        int i = 0;
        while (i < placesUsed && places[i] != place) {
            i++;
        }
        if (i == places.length) {
            places = Arrays.copyOf(places, i * 2);
            placeCounts = Arrays.copyOf(placeCounts, i * 2);
        }
        if (i == placesUsed) {
            places[placesUsed++] = place;
        }
        placeCounts[i] += occurrences;
    }

    /** The most frequent place; of equals, the first in the order of their names. */
    TunedPlaces.Place place(TunedPlaces names) {
        TunedPlaces.Place best = names.placeOf(places[0]);
        long most = placeCounts[0];
        for (int i = 1; i < placesUsed; i++) {
            TunedPlaces.Place each = names.placeOf(places[i]);
            boolean isFirstOfEquals = placeCounts[i] == most && each.text().compareTo(best.text()) < 0;
            if (placeCounts[i] > most || isFirstOfEquals) {
                most = placeCounts[i];
                best = each;
            }
        }
        return best;
    }
}
