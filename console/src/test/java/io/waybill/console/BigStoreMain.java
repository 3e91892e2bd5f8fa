package io.waybill.console;

import com.sun.management.OperatingSystemMXBean;
import io.waybill.console.api.Listing;
import io.waybill.console.api.Question;
import io.waybill.console.api.Questions;
import io.waybill.console.store.Batch;
import io.waybill.console.store.FleetStore;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.ModelActivity;
import io.waybill.schemas.Topic;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures every listing on a big store: 200 models, 500 destinations of each, an hour a window. The rows are made by the
 * database itself from a seed of real records, because making ten million records takes longer than asking about them.
 * Arguments: store file (made anew), million rows of the live state, and of a second case that it is compared with (1 unless given).
 */
final class BigStoreMain {

    private static final int MODELS = 200;
    private static final int DESTINATIONS = 500;
    private static final String OTHER = "after";

    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private BigStoreMain() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        long rows = Long.parseLong(arguments[1]) * 1_000_000;
        long others = (arguments.length > 2 ? Long.parseLong(arguments[2]) : 1) * 1_000_000;
        try (FleetStore store = FleetStore.open(file)) {
            store.commit(seed(Question.LIVE));
            store.commit(seed(OTHER));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            fill(statement, 1, rows);
            fill(statement, 2, others);
            statement.execute("DELETE FROM day_state");
            statement.execute("INSERT INTO day_state SELECT DISTINCT case_id, day, true FROM destination_count");
        }
        try (FleetStore store = FleetStore.open(file)) {
            time(0, "sums of all days", store::sumDays);
            Questions questions = new Questions(store.readers());
            Question live = Question.of(Question.LIVE);
            for (int round = 1; round <= 2; round++) {
                for (Listing listing : Listing.values()) {
                    Question question = listing.filters().contains("with") ? live.with("with", OTHER) : live;
                    time(round, listing.path(), () -> questions.page(listing, question));
                }
                time(round, "totals", () -> questions.totals(live));
                Question model = live.with("model", "Maker 7 Model 7");
                time(round, "destinations of a model", () -> questions.page(Listing.DESTINATIONS, model));
                time(
                        round,
                        "timeline of a model",
                        () -> questions.page(Listing.TIMELINE, model.with("by", "destination")));
            }
            pages(questions);
            time(0, "merge of 1,000 counts", () -> store.commit(seed(Question.LIVE)));
            merges(store);
        }
    }

    /** Of the second case a tenth of the destinations is left out, and each is contacted another number of times. */
    private static void fill(Statement statement, int caseId, long rows) throws SQLException {
        statement.execute("""
                INSERT INTO destination_count
                SELECT %1$d, uuid(), TIMESTAMP '2014-07-15' + to_hours((i // 100000)::INTEGER),
                    TIMESTAMP '2014-07-15 01:00:00' + to_hours((i // 100000)::INTEGER), %2$d + i %% 200, %3$d + (i // 200) %% 500,
                    ['US', 'CN', 'IN', 'DE', 'SG', NULL][1 + (i // 200) %% 500 %% 6], 64500 + (i // 200) %% 500 %% 300,
                    'Carrier ' || (i // 200) %% 500 %% 300, 1 + %1$d * i %% 50, i %% 5, 900 * (i %% 50), 4000 * (i %% 50), 6, 8,
                    1 + i %% 12, TIMESTAMP '2014-07-15 00:00:07' + to_hours((i // 100000)::INTEGER),
                    TIMESTAMP '2014-07-15 00:58:00' + to_hours((i // 100000)::INTEGER), 1, 16266 + (i // 2400000)::INTEGER
                FROM range(%4$d) r(i) WHERE %1$d = 1 OR (i // 200) %% 10 < 9""".formatted(caseId, 1 + (caseId - 1) * MODELS, 1 + (caseId - 1) * DESTINATIONS, rows));
    }

    /** What a page asks, all at once, as a browser does: the time until the last answer is there. */
    private static void pages(Questions questions) throws InterruptedException {
        Question live = Question.of(Question.LIVE);
        Question model = live.with("model", "Maker 7 Model 7");
        Question destination = live.with("destination", "site7.example");
        page(
                questions,
                "/",
                live.withLimit(1_000),
                Listing.MODELS,
                Listing.DESTINATIONS,
                Listing.ALERTS,
                Listing.ALERT_TIMELINE,
                Listing.COUNTRIES);
        page(questions, "/models", live, Listing.MODELS);
        page(
                questions,
                "/model",
                model.with("by", "destination"),
                Listing.MODELS,
                Listing.DESTINATIONS,
                Listing.FIRMWARES,
                Listing.COUNTRIES,
                Listing.TIMELINE,
                Listing.ALERTS,
                Listing.FIRMWARE_DESTINATIONS);
        page(questions, "/destinations", live, Listing.DESTINATIONS);
        page(
                questions,
                "/destination",
                destination.with("by", "model"),
                Listing.DESTINATIONS,
                Listing.LADDER,
                Listing.TIMELINE,
                Listing.MODELS,
                Listing.HOSTS,
                Listing.DEVICES,
                Listing.ALERTS,
                Listing.ARRIVALS,
                Listing.INTERVALS,
                Listing.APPS,
                Listing.FIRMWARES);
        page(questions, "/devices", live, Listing.DEVICES);
        page(questions, "/alerts", live, Listing.ALERTS);
        page(questions, "/flows", live.withLimit(1_000), Listing.FLOWS);
        page(questions, "/cases", live, Listing.CASES);
        page(questions, "/compare", live.with("with", OTHER), Listing.DIFFERENCES, Listing.ALERT_DIFFERENCES);
        Question partOfDays = new Question(
                "live",
                Samples.START.plusSeconds(40_000),
                Samples.START.plusSeconds(250_000),
                Map.of(),
                null,
                true,
                1_000,
                0);
        page(questions, "/ of 58 hours", partOfDays, Listing.MODELS, Listing.DESTINATIONS, Listing.COUNTRIES);
    }

    private static void page(Questions questions, String address, Question question, Listing... listings)
            throws InterruptedException {
        long begin = System.nanoTime();
        long busy = MACHINE.getProcessCpuTime();
        List<Thread> asking = new ArrayList<>();
        for (Listing listing : listings) {
            Thread thread = new Thread(() -> questions.page(listing, question), listing.path());
            thread.start();
            asking.add(thread);
        }
        for (Thread thread : asking) {
            thread.join();
        }
        report("page", begin, busy, address);
    }

    /** New counts in batches of the feed's size, windows after those that are there: how many rows a second are merged. */
    private static void merges(FleetStore store) {
        int rows = 150_000;
        for (int round = 0; round < 6; round++) {
            Batch batch = new Batch();
            for (int i = 0; i < rows; i++) {
                int hour = 120 + 2 * round + i / (MODELS * DESTINATIONS);
                DestinationCount count = Samples.nth(i, MODELS, DESTINATIONS, hour, 10);
                batch.put("live", Topic.COUNT, Samples.countKey(count), count, 0);
            }
            long begin = System.nanoTime();
            long busy = MACHINE.getProcessCpuTime();
            store.commit(batch);
            report("merge", begin, busy, rows + " new counts");
        }
    }

    private static Batch seed(String caseName) {
        Batch batch = new Batch();
        for (int number = 0; number < Math.max(MODELS, DESTINATIONS); number++) {
            String maker = "Maker " + number % MODELS;
            String model = "Model " + number % MODELS;
            DestinationCount count = Samples.count(maker, model, "A", "site" + number + ".example", "US", 0, 10);
            batch.put(caseName, Topic.COUNT, Samples.countKey(count), count, 0);
            ModelActivity activity = Samples.activity(maker, model, "A", number, 10, 100);
            batch.put(caseName, Topic.ACTIVITY, Samples.activityKey(activity), activity, 0);
        }
        return batch;
    }

    private static void time(int round, String what, Runnable work) {
        long begin = System.nanoTime();
        long busy = MACHINE.getProcessCpuTime();
        work.run();
        report("round " + round, begin, busy, what);
    }

    private static void report(String kind, long begin, long busy, String what) {
        System.out.printf(
                "%-8s %6d ms  (%6d ms of CPU)  %s%n",
                kind,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                TimeUnit.NANOSECONDS.toMillis(MACHINE.getProcessCpuTime() - busy),
                what);
    }
}
