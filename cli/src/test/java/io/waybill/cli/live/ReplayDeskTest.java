package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.cli.replay.CaseName;
import io.waybill.console.desk.CaseWork;
import io.waybill.console.desk.CaseWork.State;
import io.waybill.console.desk.DeskException;
import io.waybill.console.desk.DeskException.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounds and failures of the desk, around replays that do as they are told; {@link ConsoleActionsTest} has a real one. */
class ReplayDeskTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MOST_BYTES = 1_000;

    private final List<String> removed = new ArrayList<>();

    @TempDir
    Path folder = Path.of("");

    private ReplayDesk desk = desk(Path.of("."));

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void a_capture_that_is_too_big_leaves_nothing_behind() throws IOException {
        desk = desk(folder);

        assertThatThrownBy(() -> desk.receive("a", "big.pcap", new ByteArrayInputStream(new byte[1_001])))
                .isInstanceOfSatisfying(
                        DeskException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));

        assertThat(files()).isEmpty();
        assertThat(desk.work()).isEmpty();
    }

    @Test
    void a_reader_who_goes_away_leaves_nothing_behind() throws IOException {
        desk = desk(folder);
        InputStream breaking = new InputStream() {
            private int left = 500;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("the reader went away");
                }
                return 1;
            }
        };

        assertThatThrownBy(() -> desk.receive("a", "cut.pcap", breaking)).hasMessageContaining("went away");

        assertThat(files()).isEmpty();
        assertThat(desk.work()).isEmpty();
    }

    @Test
    void a_replay_that_cannot_be_carried_out_says_why_and_is_kept_in_the_list() throws IOException {
        desk = desk(folder, (request, watcher) -> {
            throw new IOException("the broker is away");
        });

        CaseWork waiting = desk.receive("a", "x.jsonl", text("{}"));

        assertThat(waiting.bytes()).isEqualTo(2);
        awaitState(State.FAILED);
        assertThat(desk.work().get(0).message()).isEqualTo("the broker is away");
        assertThat(files()).as("the capture stays, to be replayed again").containsExactly("x.jsonl");
    }

    @Test
    void captures_are_replayed_one_after_the_other_and_tell_how_far_they_are() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        desk = desk(folder, (request, watcher) -> {
            watcher.fed();
            watcher.fed();
            watcher.processed(1);
            go.await();
            return request.name().text().equals("second");
        });
        desk.receive("first", "x.jsonl", text("{}"));
        desk.receive("second", "y.jsonl", text("{}"));

        Awaitility.await().atMost(PATIENCE).until(() -> desk.work().get(1).processed() == 1);
        assertThat(desk.work()).extracting(CaseWork::caseName).containsExactly("second", "first");
        assertThat(desk.work()).extracting(CaseWork::state).containsExactly(State.WAITING, State.RUNNING);
        assertThat(desk.work().get(1).fed()).isEqualTo(2);
        assertThatThrownBy(() -> desk.remove("second"))
                .isInstanceOfSatisfying(
                        DeskException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE));

        go.countDown();
        awaitState(State.DONE);
        assertThat(desk.work().get(0).message()).contains("nothing was added");
        assertThat(desk.work().get(1).message()).isNull();
        desk.remove("second");
        assertThat(removed).containsExactly("second");
    }

    @Test
    void more_than_a_few_are_not_kept_waiting() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        desk = desk(folder, (request, watcher) -> {
            go.await();
            return false;
        });
        for (int i = 0; i < ReplayDesk.MAX_UNFINISHED; i++) {
            desk.receive("case" + i, "x", text("x"));
        }

        assertThatThrownBy(() -> desk.receive("one-more", "x", text("x")))
                .isInstanceOfSatisfying(
                        DeskException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BUSY));

        go.countDown();
        awaitState(State.DONE);
        assertThat(desk.receive("one-more", "x", text("x")).caseName()).isEqualTo("one-more");
    }

    @Test
    void stopping_stops_a_replay_under_way() throws Exception {
        desk = desk(folder, (request, watcher) -> {
            new CountDownLatch(1).await();
            return false;
        });
        desk.receive("a", "x", text("x"));

        desk.close();

        assertThat(desk.work().get(0).state()).isEqualTo(State.FAILED);
        assertThat(desk.work().get(0).message()).contains("send it again");
    }

    @Test
    void a_name_that_leaves_the_folder_is_refused() {
        desk = desk(folder);

        assertThatThrownBy(() -> desk.receive("../../etc", "x", text("x"))).hasMessageContaining("cannot be the name");
        assertThatThrownBy(() -> desk.record("../../etc")).hasMessageContaining("cannot be the name");
    }

    @Test
    void removing_is_refused_where_it_is_not_offered() {
        desk = new ReplayDesk(folder, (request, watcher) -> false, MOST_BYTES, null);

        assertThat(desk.removes()).isFalse();
        assertThatThrownBy(() -> desk.remove("a")).isInstanceOf(DeskException.class);
    }

    @Test
    void an_unknown_case_has_no_record() throws IOException {
        desk = desk(folder);

        assertThat(desk.record("never")).isEmpty();
    }

    private ReplayDesk desk(Path data) {
        return desk(data, (request, watcher) -> false);
    }

    private ReplayDesk desk(Path data, ReplayDesk.Runner runner) {
        return new ReplayDesk(data, runner, MOST_BYTES, this::remove);
    }

    private void awaitState(State state) {
        Awaitility.await().atMost(PATIENCE).until(() -> desk.work().stream().allMatch(work -> work.state() == state));
    }

    private void remove(CaseName name) {
        removed.add(name.text());
    }

    private List<String> files() throws IOException {
        if (!Files.exists(folder.resolve("cases"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder.resolve("cases"))) {
            return all.filter(Files::isRegularFile)
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList();
        }
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
