package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.DestinationKind;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.CountsPart;
import io.waybill.streams.part.Sums;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every row leaves once, with the others of its destination, in the order in which they came. */
class RowBundlesTest {

    private final RowBundles bundles = new RowBundles();
    private final List<CountsPart> left = new ArrayList<>();

    private static CountPart row(String site, int number) {
        Sums sums = new Sums(number + 1, 0, 0, 0, 0, 0, 1, 0, 0, new TreeMap<>());
        return new CountPart(
                new Destination(site, DestinationKind.SITE), Cohort.firmware("M", "X", "b" + number), 0, 2, sums);
    }

    private void take(Part part) {
        left.add((CountsPart) part);
    }

    @Test
    void rows_of_one_destination_leave_together() {
        for (String site : List.of("b", "a", "b", "c", "a", "b")) {
            bundles.add(row(site, left.size()), this::take);
        }
        assertThat(left).isEmpty();

        bundles.flush(this::take);

        assertThat(left).extracting(part -> part.destination().name()).containsExactly("b", "a", "c");
        assertThat(left).extracting(part -> part.rows().size()).containsExactly(3, 2, 1);
        assertThat(left).extracting(CountsPart::sender).containsOnly(2);
        bundles.flush(this::take);
        assertThat(left).as("nothing is left").hasSize(3);
    }

    @Test
    void a_bundle_that_is_full_leaves_at_once_and_the_next_row_begins_another() {
        for (int i = 0; i < RowBundles.MOST_ROWS; i++) {
            assertThat(left).isEmpty();
            bundles.add(row("a", i), this::take);
        }
        assertThat(left).hasSize(1);
        bundles.add(row("a", RowBundles.MOST_ROWS), this::take);
        bundles.flush(this::take);

        assertThat(left).extracting(part -> part.rows().size()).containsExactly(RowBundles.MOST_ROWS, 1);
    }

    @Test
    void no_row_is_lost_and_none_comes_twice() {
        long seed = 21;
        SplittableRandom random = new SplittableRandom(seed);
        List<CountPart> all = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            CountPart row = row("site-" + random.nextInt(random.nextBoolean() ? 3 : 300), i);
            all.add(row);
            bundles.add(row, this::take);
            if (random.nextInt(1_000) == 0) {
                bundles.flush(this::take);
            }
        }
        bundles.flush(this::take);

        assertThat(left.stream().flatMap(part -> part.rows().stream()))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(left)
                .as("seed %d", seed)
                .allSatisfy(part -> assertThat(part.rows())
                        .hasSizeLessThanOrEqualTo(RowBundles.MOST_ROWS)
                        .extracting(CountPart::destination)
                        .containsOnly(part.destination()));
    }
}
