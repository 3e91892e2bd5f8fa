package io.waybill.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.SampleFleet.Sample;
import io.waybill.console.api.Listing;
import io.waybill.console.api.Question;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import io.waybill.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several consoles on the same topics, each with a store of its own: none takes records from another, whether they name a consumer
 * group, the same one, or none; each has every record once; one that was away and one that came late are level with the others.
 */
@Tag("slow")
class ConsolesBesideOneAnotherTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String CASE = "beside";
    private static final int PARTS = 6;
    private static final Pattern STORED = Pattern.compile("waybill_console_records_stored_total\\{[^}]*} (\\S+)");

    @Test
    void eachHasEveryRecordOnce(@TempDir Path folder) throws Exception {
        List<Sample> records = SampleFleet.records();
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("broker"));
                Published published = new Published(stack, "case." + CASE + ".");
                Console alone = console(stack, folder, "alone", Map.of()).start();
                Console grouped = console(stack, folder, "grouped", Map.of("group.id", "consoles"))
                        .start()) {
            Console away = console(stack, folder, "away", Map.of("group.id", "consoles"))
                    .start();
            published.createTopics();
            long storedBefore = 0;
            for (int part = 0; part < PARTS; part++) {
                published.commit(part(records, part));
                published.abort(List.of(never(part)));
                if (part == 1) {
                    assertThat(away.awaitCaughtUp(SOON)).isTrue();
                    storedBefore = stored(away);
                    away.close();
                }
                if (part == 3) {
                    away = console(stack, folder, "away", Map.of("group.id", "consoles"))
                            .start();
                }
            }
            try (Console back = away;
                    Console late = console(stack, folder, "late", Map.of("group.id", "others"))
                            .start()) {
                for (Console console : List.of(alone, grouped, back, late)) {
                    assertThat(console.awaitCaughtUp(SOON)).isTrue();
                }
                Map<String, String> answers = answers(alone);

                assertThat(answers.get("ALERTS")).contains("exclusive-redmi").doesNotContain("never-");
                assertThat(answers(grouped)).isEqualTo(answers);
                assertThat(answers(back)).isEqualTo(answers);
                assertThat(answers(late)).isEqualTo(answers);
                assertThat(storedBefore)
                        .as("stored before it went")
                        .isPositive()
                        .isLessThan(records.size());
                assertThat(List.of(stored(alone), stored(grouped), storedBefore + stored(back), stored(late)))
                        .as("records stored by each")
                        .containsOnly((long) records.size());
            }
        }
    }

    private static List<Sample> part(List<Sample> records, int part) {
        return records.subList(records.size() * part / PARTS, records.size() * (part + 1) / PARTS);
    }

    private static Sample never(int part) {
        String id = "never-" + part;
        return new Sample(
                Topic.ALERT,
                Samples.key(id),
                Samples.alert(id, "surge", SubjectLevel.MODEL, "LG G2", "example.com", Severity.HIGH, 5));
    }

    private static Console console(EmbeddedStack stack, Path folder, String name, Map<String, String> kafka) {
        Path store = folder.resolve(name + ".duckdb");
        return new Console(ConsoleSettings.local(stack.bootstrapServers(), stack.registryUrl(), store)
                .withPort(0)
                .withClients(kafka, Map.of()));
    }

    /** Every listing of the case as a file, and its sums. */
    private static Map<String, String> answers(Console console) {
        Map<String, String> answers = new TreeMap<>();
        Question question = Question.of(CASE).withLimit(1_000_000).with("with", CASE);
        for (Listing listing : Listing.values()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            console.questions().csv(listing, question, out);
            answers.put(listing.name(), out.toString(StandardCharsets.UTF_8));
        }
        answers.put("totals", String.valueOf(console.questions().totals(question)));
        return answers;
    }

    private static long stored(Console console) throws Exception {
        String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(console.url() + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        List<Double> counts = new ArrayList<>();
        Matcher matcher = STORED.matcher(metrics);
        while (matcher.find()) {
            counts.add(Double.valueOf(matcher.group(1)));
        }
        assertThat(counts).isNotEmpty();
        return (long) counts.stream().mapToDouble(Double::doubleValue).sum();
    }
}
