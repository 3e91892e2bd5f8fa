package io.waybill.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.SampleFleet;
import io.waybill.console.store.FleetStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several readers ask everything at once, again and again: the database neither fails nor answers differently. Its 1.4 line could
 * meet an internal error when cases were compared while others asked, and answered nothing afterwards; decision 070.
 */
@Tag("slow")
class ConcurrentQuestionsTest {

    private static final int READERS = 4;
    private static final int ROUNDS = 8;

    @Test
    void everyQuestionIsAnsweredAlikeEveryTime(@TempDir Path folder) throws Exception {
        try (FleetStore store = FleetStore.open(folder.resolve("console.duckdb"))) {
            store.commit(SampleFleet.batch("live"));
            store.commit(SampleFleet.batch("redmi-2014"));
            store.commit(SampleFleet.afterUpdate("redmi-2015"));
            Questions questions = new Questions(store.readers());
            List<String> first = answers(questions);
            ExecutorService readers = Executors.newFixedThreadPool(READERS);
            try {
                List<Future<List<String>>> asked = new ArrayList<>();
                for (int round = 0; round < READERS * ROUNDS; round++) {
                    asked.add(readers.submit(() -> answers(questions)));
                }
                for (Future<List<String>> answer : asked) {
                    assertThat(answer.get()).isEqualTo(first);
                }
            } finally {
                readers.shutdownNow();
            }
        }
    }

    private static List<String> answers(Questions questions) {
        Question both = Question.of("redmi-2014").with("with", "redmi-2015");
        List<String> answers = new ArrayList<>();
        for (Listing listing : Listing.values()) {
            questions.page(listing, both).rows().forEach(row -> answers.add(listing + " " + row));
        }
        for (String change : List.of("appeared", "vanished")) {
            Page page = questions.page(Listing.DIFFERENCES, both.with("change", change));
            page.rows().forEach(row -> answers.add(change + " " + row));
        }
        assertThat(answers).isNotEmpty();
        return answers;
    }
}
