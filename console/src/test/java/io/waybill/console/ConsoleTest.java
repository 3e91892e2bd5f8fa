package io.waybill.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.waybill.console.SampleFleet.Sample;
import io.waybill.console.api.Listing;
import io.waybill.console.api.Page;
import io.waybill.console.api.Question;
import io.waybill.console.store.DamagedStoreException;
import io.waybill.console.store.ReaderPool.BusyException;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A console beside a real broker and registry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class ConsoleTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init")
    private EmbeddedStack stack;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        stack = EmbeddedStack.start(folder);
        try (Published live = new Published(stack, "")) {
            live.createTopics();
        }
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    void aConsoleThatWasAwayCatchesUpExactlyOnce(@TempDir Path folder) throws Exception {
        ConsoleSettings settings = settings(folder);
        try (Published published = new Published(stack, "case.away.")) {
            published.createTopics();
            published.commit(SampleFleet.records());
            published.abort(List.of(alert("never", Severity.CRITICAL)));
            Map<String, ?> before;
            try (Console console = new Console(settings).start()) {
                assertThat(console.awaitCaughtUp(SOON)).isTrue();
                before = console.questions().totals(Question.of("away"));
            }
            published.commit(List.of(alert("late", Severity.LOW)));
            published.commitRaw(Topic.ALERT, Samples.key("hostile"), null);
            published.commitRaw(Topic.ALERT, Samples.key("broken"), new byte[] {9, 9, 9});

            try (Console console = new Console(settings).start()) {
                assertThat(console.awaitCaughtUp(SOON)).isTrue();
                Page alerts = console.questions().page(Listing.ALERTS, Question.of("away"));

                assertThat(console.questions().totals(Question.of("away"))).isEqualTo(before);
                assertThat(alerts.rows())
                        .extracting(row -> row.get("id"))
                        .contains("late")
                        .doesNotContain("never", "hostile", "broken");
                assertThat(get(console.url() + "/metrics"))
                        .contains("waybill_console_records_rejected_total{topic=\"waybill.alert.v1\"} 1.0");
            }
        }
    }

    @Test
    void aCaseWhoseTopicsAreDeletedLeaves(@TempDir Path folder) throws Exception {
        try (Published published = new Published(stack, "case.gone.");
                Console console = new Console(settings(folder)).start()) {
            published.createTopics();
            published.commit(List.of(alert("one", Severity.HIGH)));
            await().atMost(SOON).until(() -> cases(console).contains("gone"));

            published.deleteTopics();

            await().atMost(SOON).until(() -> !cases(console).contains("gone"));
            await().atMost(SOON).until(console::isReady);
        }
    }

    @Test
    void openPagesAreToldWhatIsNew(@TempDir Path folder) throws Exception {
        try (Published published = new Published(stack, "");
                Console console = new Console(settings(folder)).start()) {
            assertThat(console.awaitCaughtUp(SOON)).isTrue();
            HttpRequest events = HttpRequest.newBuilder(URI.create(console.url() + "/api/events"))
                    .header("Accept", "text/event-stream")
                    .build();
            HttpClient client = HttpClient.newHttpClient();
            try (Stream<String> lines =
                    client.send(events, BodyHandlers.ofLines()).body()) {
                Iterator<String> told = lines.iterator();
                assertThat(told.next()).isEqualTo("event: hello");
                published.commit(List.of(alert("fresh", Severity.HIGH)));
                List<String> heard = new ArrayList<>();
                do {
                    heard.add(told.next());
                } while (!heard.get(heard.size() - 1).contains("waybill.alert.v1"));

                assertThat(heard).contains("event: stored").last().asString().contains("\"live\"");
            }
        }
    }

    @Test
    void aDatabaseThatFailsForGoodIsOpenedAgainAndNothingIsLost(@TempDir Path folder) throws Exception {
        Question mended = Question.of("mended");
        String database = "jdbc:duckdb:" + folder.resolve("console.duckdb");
        try (Published published = new Published(stack, "case.mended.");
                Connection failing = DriverManager.getConnection(database)) {
            Damaged.onNextCheckpoint(failing);
            published.createTopics();
            published.commit(SampleFleet.records());
            try (Console console = new Console(settings(folder)).start()) {
                assertThat(console.awaitCaughtUp(SOON)).isTrue();
                long events = count(console, mended, Listing.CONNECTIONS);
                failing.close();
                Damaged.now(database);

                published.commit(List.of(alert("after", Severity.LOW)));

                await().atMost(SOON)
                        // While it is opened again, questions are refused, or find no connection that is free.
                        .ignoreExceptionsMatching(e -> e instanceof DamagedStoreException || e instanceof BusyException)
                        .until(() -> console.questions().page(Listing.ALERTS, mended).rows().stream()
                                .anyMatch(row -> "after".equals(row.get("id"))));
                assertThat(count(console, mended, Listing.CONNECTIONS)).isEqualTo(events);
                await().atMost(SOON).until(console::isReady);
                assertThat(get(console.url() + "/metrics")).contains("waybill_console_store_reopened_total 1.0");
                assertThat(get(console.url() + "/health/live")).contains("\"up\"");
            }
        }
    }

    private static long count(Console console, Question question, Listing listing) {
        return console.questions().page(listing, question).total();
    }

    private ConsoleSettings settings(Path folder) {
        return ConsoleSettings.local(stack.bootstrapServers(), stack.registryUrl(), folder.resolve("console.duckdb"))
                .withPort(0);
    }

    private static List<Object> cases(Console console) {
        return console.questions().page(Listing.CASES, Question.of(Question.LIVE)).rows().stream()
                .map(row -> (Object) String.valueOf(row.get("id")))
                .toList();
    }

    private static Sample alert(String id, Severity severity) {
        return new Sample(
                Topic.ALERT,
                Samples.key(id),
                Samples.alert(id, "surge", SubjectLevel.MODEL, "LG G2", "example.com", severity, 5));
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }
}
