package io.waybill.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.SampleFleet;
import io.waybill.console.Samples;
import io.waybill.console.store.Batch;
import io.waybill.console.store.FleetStore;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums by day make answers quicker and no different. */
@Tag("slow")
class DaySumsTest {

    private static final List<Listing> SUMMED =
            List.of(Listing.MODELS, Listing.DESTINATIONS, Listing.COUNTRIES, Listing.FLOWS, Listing.FIRMWARES);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FleetStore store;

    @SuppressWarnings("NullAway.Init")
    private Questions questions;

    @BeforeEach
    void fill() {
        store = FleetStore.open(folder.resolve("console.duckdb"));
        store.commit(SampleFleet.batch(Question.LIVE));
        questions = new Questions(store.readers());
    }

    @AfterEach
    void close() {
        store.close();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 6);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noAnswerDependsOnThem(long seed) {
        Question range = range(new Random(seed));
        fillOther();
        List<Object> before = answers(range);

        int days = store.sumDays();

        assertThat(days).as("four of each case").isEqualTo(8);
        assertThat(answers(range)).as("seed %d: %s", seed, range).isEqualTo(before);
    }

    @Test
    void aDayThatChangesIsReadAnewAtOnceAndSummedAnewLater() {
        store.sumDays();
        DestinationCount more = Samples.count("LG", "G2", "D80220D", "google.com", "US", 30, 1_000_000);

        commit(more, more);

        assertThat(connections("LG G2")).isGreaterThan(1_000_000);
        long read = connections("LG G2");
        assertThat(store.sumDays()).as("days that changed").isEqualTo(1);
        assertThat(connections("LG G2")).isEqualTo(read);
        assertThat(store.sumDays()).isZero();
    }

    @Test
    void aRemovedCountIsGoneFromTheSums() {
        DestinationCount more = Samples.count("LG", "G2", "D80220D", "gone.example", "US", 30, 1_000_000);
        commit(more, more);
        store.sumDays();

        commit(more, null);

        assertThat(connections("LG G2")).isLessThan(1_000_000);
        store.sumDays();
        assertThat(connections("LG G2")).isLessThan(1_000_000);
    }

    @Test
    void aRemovedCaseTakesItsSumsAlong() {
        store.commit(SampleFleet.batch("other"));
        store.sumDays();

        store.remove("other", "case.other.");

        assertThat(store.sumDays()).isZero();
        assertThat(questions.page(Listing.CASES, Question.of(Question.LIVE)).rows())
                .extracting(row -> row.get("id"))
                .containsExactly("live");
    }

    /** A case to compare with, which was watched less. */
    private void fillOther() {
        Batch other = new Batch();
        for (int hour = 0; hour < SampleFleet.HOURS; hour += 5) {
            DestinationCount count = Samples.count("LG", "G2", "D80220D", "google.com", "US", hour, 3 + hour);
            other.put("other", Topic.COUNT, Samples.countKey(count), count, 0);
        }
        store.commit(other);
    }

    private void commit(DestinationCount count, @Nullable DestinationCount value) {
        Batch batch = new Batch();
        batch.put(Question.LIVE, Topic.COUNT, Samples.countKey(count), value, 0);
        store.commit(batch);
    }

    private long connections(String model) {
        Map<String, @Nullable Object> row = questions
                .page(Listing.MODELS, Question.of(Question.LIVE).with("model", model))
                .rows()
                .get(0);
        return Long.parseLong(String.valueOf(row.get("connections")));
    }

    private List<Object> answers(Question range) {
        List<Object> answers = new ArrayList<>();
        for (Listing listing : SUMMED) {
            answers.add(questions.page(listing, range.withLimit(500)).rows());
        }
        answers.add(questions.totals(range));
        Page compared =
                questions.page(Listing.DIFFERENCES, range.with("with", "other").withLimit(500));
        answers.add(compared.rows());
        return answers;
    }

    /** Whole days, parts of days, all times, and nothing, by turns. */
    private static Question range(Random random) {
        Instant from = Samples.START.plus(Duration.ofHours(random.nextInt(SampleFleet.HOURS)));
        Instant to = from.plus(Duration.ofHours(random.nextInt(72)));
        Question all = Question.of(Question.LIVE);
        return switch (random.nextInt(3)) {
            case 0 -> all;
            case 1 -> new Question("live", from, to, Map.of(), null, true, 500, 0);
            default ->
                new Question(
                        "live",
                        Samples.START.plus(Duration.ofDays(1)),
                        Samples.START.plus(Duration.ofDays(3)),
                        Map.of(),
                        null,
                        true,
                        500,
                        0);
        };
    }
}
