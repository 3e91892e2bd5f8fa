package io.waybill.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.console.SampleFleet;
import io.waybill.console.Samples;
import io.waybill.console.store.Batch;
import io.waybill.console.store.FleetStore;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store says about the sample fleet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsTest {

    private static final Question LIVE = Question.of(Question.LIVE);
    private static final String BEIJING = "42.62.48.0/24";

    @SuppressWarnings("NullAway.Init")
    private FleetStore store;

    @SuppressWarnings("NullAway.Init")
    private Questions questions;

    @BeforeAll
    void fill(@TempDir Path folder) {
        store = FleetStore.open(folder.resolve("console.duckdb"));
        store.commit(SampleFleet.batch(Question.LIVE));
        questions = new Questions(store.readers());
    }

    @AfterAll
    void close() {
        store.close();
    }

    @ParameterizedTest
    @EnumSource(Listing.class)
    void everyListingAnswersInEveryFormat(Listing listing) {
        Question question = LIVE.with("destination", BEIJING).with("device", "redmi-note-000");

        Page page = questions.page(listing, question);
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        questions.csv(listing, question, csv);
        ByteArrayOutputStream parquet = new ByteArrayOutputStream();
        questions.parquet(listing, question, parquet);

        assertThat(page.rows()).as("rows of %s", listing).isNotEmpty();
        assertThat(page.columns()).first().isEqualTo("id");
        assertThat(csv.toString(StandardCharsets.UTF_8).lines().findFirst()).contains(String.join(",", page.columns()));
        assertThat(parquet.toString(StandardCharsets.ISO_8859_1))
                .startsWith("PAR1")
                .endsWith("PAR1");
    }

    @Test
    void theModelInBeijingStandsOut() {
        List<Map<String, @Nullable Object>> models =
                questions.page(Listing.MODELS, LIVE).rows();

        assertThat(models).extracting(row -> row.get("id")).hasSize(7).contains("Xiaomi Redmi Note");
        Map<String, @Nullable Object> redmi = row(models, "Xiaomi Redmi Note");
        assertThat(redmi)
                .containsEntry("devices", 24L)
                .containsEntry("firmwares", 2L)
                .containsEntry("destinations", 10L);
        assertThat(redmi).containsEntry("severity", "HIGH").containsEntry("alerts", 8L);
        assertThat(String.valueOf(redmi.get("spark")).split(",")).hasSize(32);
    }

    @Test
    void exclusivityIsTheShareOfDevicesOfTheModelAmongAllThatContactADestination() {
        List<Map<String, @Nullable Object>> ofRedmi = questions
                .page(Listing.DESTINATIONS, LIVE.with("model", "Xiaomi Redmi Note"))
                .rows();

        assertThat(row(ofRedmi, BEIJING)).containsEntry("exclusivity", 1.0).containsEntry("devices", 3L);
        assertThat((Double) row(ofRedmi, "google.com").get("exclusivity")).isBetween(0.1, 0.3);
    }

    @Test
    void ofDestinationsThatAreAllOnesOwnTheOneOfMostDevicesComesFirst(@TempDir Path folder) {
        try (FleetStore shared = FleetStore.open(folder.resolve("shared.duckdb"))) {
            Batch batch = new Batch();
            contact(batch, "one", "alone.example");
            contact(batch, "one", "shared.example");
            contact(batch, "two", "shared.example");
            shared.commit(batch);

            Question question =
                    new Question(Question.LIVE, Question.BEGINNING, Question.END, Map.of(), "exclusivity", true, 10, 0);
            Page page = new Questions(shared.readers()).page(Listing.DESTINATIONS, question);

            assertThat(page.rows())
                    .extracting(row -> row.get("id"), row -> row.get("exclusivity"), row -> row.get("devices"))
                    .containsExactly(tuple("shared.example", 1.0, 2L), tuple("alone.example", 1.0, 1L));
        }
    }

    private static void contact(Batch batch, String device, String host) {
        DestinationCount count = Samples.count("LG", "G2", "A", host, "US", 0, 1);
        batch.put(Question.LIVE, Topic.COUNT, Samples.countKey(count), count, 0);
        batch.put(Question.LIVE, Topic.PROFILE, Samples.key(device), Samples.profile(device, "LG", "G2", "A"), 0);
        DeviceConnection event = Samples.connection(
                device + host, device, host, new byte[] {9, 9, 9, 9}, Samples.START, Outcome.ESTABLISHED);
        batch.put(Question.LIVE, Topic.CONNECTION, Samples.key(device), event, 0);
    }

    @Test
    void theLadderCountsInsideAndOutsideEveryCohort() {
        List<Map<String, @Nullable Object>> rungs = questions
                .page(Listing.LADDER, LIVE.with("destination", BEIJING))
                .rows();

        Map<String, @Nullable Object> model = row(rungs, "MODEL Xiaomi Redmi Note");
        assertThat(model)
                .containsEntry("contacting_inside", 3L)
                .containsEntry("devices_inside", 3L)
                .containsEntry("contacting_outside", 0L)
                .containsEntry("share_outside", 0.0);
        assertThat(row(rungs, "MANUFACTURER Xiaomi")).containsEntry("devices_inside", 6L);
    }

    @Test
    void retractedAlertsAreHiddenUntilAskedFor() {
        Page usual = questions.page(Listing.ALERTS, LIVE);
        Page all = questions.page(Listing.ALERTS, LIVE.with("retracted", "true"));

        assertThat(usual.rows()).extracting(row -> row.get("id")).doesNotContain("retracted");
        assertThat(usual.rows()).first().satisfies(row -> assertThat(row).containsEntry("severity", "CRITICAL"));
        assertThat(all.total()).isEqualTo(usual.total() + 1);
    }

    /** As in the summary of a replay: the surest of the gravest first, and of these the one that is about most devices. */
    @ParameterizedTest
    @CsvSource({"true, 'sure-9, sure-3, unsure, mild'", "false, 'mild, sure-9, sure-3, unsure'"})
    void alertsOfOneSeverityStandInTheOrderOfTheirWeight(boolean descending, String order, @TempDir Path folder) {
        try (FleetStore weights = FleetStore.open(folder.resolve("weights.duckdb"))) {
            Batch batch = new Batch();
            weigh(batch, "mild", Severity.LOW, 1.0, 9);
            weigh(batch, "unsure", Severity.HIGH, 0.5, 9);
            weigh(batch, "sure-3", Severity.HIGH, 1.0, 3);
            weigh(batch, "sure-9", Severity.HIGH, 1.0, 9);
            weights.commit(batch);

            Question question = new Question(
                    Question.LIVE, Question.BEGINNING, Question.END, Map.of(), "severity", descending, 10, 0);
            Page page = new Questions(weights.readers()).page(Listing.ALERTS, question);

            assertThat(page.rows()).extracting(row -> row.get("id")).containsExactly((Object[]) order.split(", "));
        }
    }

    private static void weigh(Batch batch, String id, Severity severity, double score, int devices) {
        Alert alert = Samples.alert(id, "surge", SubjectLevel.MODEL, "LG G2", "example.com", severity, 10);
        alert.setScore(score);
        alert.setDevices(devices);
        batch.put(Question.LIVE, Topic.ALERT, Samples.key(id), alert, 7);
    }

    @Test
    void detectorsThatLearnSayForHowLongAndForHowManyModels() {
        List<Map<String, @Nullable Object>> learning = questions.learning(LIVE);

        // The fleet was watched for four days: long enough for what is new and what went dark, not for the same hours
        // of two weeks.
        assertThat(learning)
                .extracting(row -> row.get("detector"))
                .containsExactlyInAnyOrder("new-destination", "surge", "went-dark", "country-shift");
        assertThat(learning).allSatisfy(row -> assertThat(row).containsEntry("models", 7));
        assertThat(detector(learning, "new-destination"))
                .containsEntry("needs_hours", 48.0)
                .containsEntry("models_learning", 0L);
    }

    @Test
    void theLearningTimeFollowsThePolicyAndTheModelsThatCameLate() {
        String rule = "{\"ruleId\":\"r\",\"kind\":\"PARAMETER\",\"detectors\":[\"new-destination\"],"
                + "\"parameters\":{\"learningHours\":\"100\"}}";
        long hour = 3_600_000;

        assertThat(detector(Learning.of(List.of(), hour, List.of(50 * hour, 47 * hour)), "new-destination"))
                .containsEntry("needs_hours", 48.0)
                .containsEntry("models_learning", 1L);
        assertThat(detector(Learning.of(List.of(rule), hour, List.of(50 * hour, 47 * hour)), "new-destination"))
                .containsEntry("needs_hours", 100.0)
                .containsEntry("models_learning", 2L);
    }

    private static Map<String, @Nullable Object> detector(List<Map<String, @Nullable Object>> rows, String id) {
        return rows.stream()
                .filter(row -> id.equals(row.get("detector")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTimeRangeNarrowsEveryNumber() {
        Question firstDay = new Question(
                Question.LIVE,
                Question.BEGINNING,
                io.waybill.console.Samples.START.plusSeconds(86_400),
                Map.of(),
                null,
                true,
                10,
                0);

        Object whole = questions.totals(LIVE).get("connections");
        Object day = questions.totals(firstDay).get("connections");

        assertThat((Long) day).isPositive().isLessThan((Long) whole / 3);
    }

    @Test
    void namesThatAreFormulasAreDefusedInCsvAlone() {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        questions.csv(Listing.MODELS, LIVE.with("q", "cmd"), csv);

        assertThat(questions.page(Listing.MODELS, LIVE.with("q", "cmd")).rows())
                .first()
                .satisfies(row -> assertThat(row).containsEntry("model", SampleFleet.FORMULA_NAME));
        assertThat(csv.toString(StandardCharsets.UTF_8)).contains(",'=cmd|").doesNotContain(",=cmd");
    }

    @Test
    void pagesAreCutAndCounted() {
        Question second = new Question(Question.LIVE, Question.BEGINNING, Question.END, Map.of(), "id", false, 2, 2);

        Page page = questions.page(Listing.MODELS, second);

        assertThat(page.total()).isEqualTo(7);
        assertThat(page.rows())
                .hasSize(2)
                .first()
                .satisfies(row -> assertThat(row).containsEntry("id", "Nobody =cmd|'/c calc'!A1"));
    }

    @Test
    void anUnknownCaseNamesTheKnownOnes() {
        assertThatThrownBy(() -> questions.page(Listing.MODELS, Question.of("other")))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(404);
                    assertThat(refusal.allowed()).containsExactly("live");
                });
    }

    @Test
    void aColumnThatDoesNotExistNamesThoseThatDo() {
        Question question =
                new Question(Question.LIVE, Question.BEGINNING, Question.END, Map.of(), "1; DROP", true, 5, 0);

        assertThatThrownBy(() -> questions.page(Listing.CASES, question))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.allowed()).contains("id", "connections"));
    }

    private static Map<String, @Nullable Object> row(List<Map<String, @Nullable Object>> rows, String id) {
        return rows.stream().filter(row -> id.equals(row.get("id"))).findFirst().orElseThrow();
    }
}
