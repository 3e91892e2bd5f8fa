package io.waybill.streams;

import io.waybill.streams.Fleets.Fleet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The contract with a commit after every record, in every order of arrival. */
@Tag("slow")
class FinalTablesOnTestDriverTest extends FinalTablesContract {

    @Override
    Pipelines open(Path folder) {
        return new DriverPipelines(folder);
    }

    /** Smaller, because a commit after each record is dear. */
    @Override
    Fleet fleet() {
        return Fleets.of(SEED, 9, 60, 30);
    }

    @Override
    List<Variation> variations() {
        List<Variation> variations = new ArrayList<>();
        for (Arrival arrival : Arrival.values()) {
            variations.add(new Variation(new Shape(1, 1, 1, false), arrival, SEED + variations.size()));
        }
        variations.add(new Variation(new Shape(1, 1, 1, true), Arrival.SHUFFLED_PROFILES_LAST, SEED));
        variations.add(new Variation(new Shape(1, 1, 1, true), Arrival.DAYS_LATE, SEED));
        return variations;
    }
}
