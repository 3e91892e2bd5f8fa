package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.cli.replay.CaseName;
import io.waybill.cli.replay.ReplayRequest;
import io.waybill.console.desk.CaseWork;
import io.waybill.console.desk.CaseWork.State;
import io.waybill.console.desk.DeskException;
import io.waybill.console.desk.DeskException.Reason;
import io.waybill.console.desk.Reference;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds and failures of the desk, around replays that do as they are told; {@link ConsoleActionsTest} has a real one. */
class ReplayDeskTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MOST_BYTES = 1_000;

    private static final String PHONES =
            "device_id,manufacturer,model,mac\nd-1,LG,G2,02:00:00:00:00:01\nd-2,LG,G2,02:00:00:00:00:02\n";
    private static final String RULES =
            "rules:\n  - id: quiet\n    kind: suppression\n    detectors: [surge]\n    sites: [example.com]\n";

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

        assertThatThrownBy(() -> desk.receive("a", "big.pcap", Map.of(), new ByteArrayInputStream(new byte[1_001])))
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

        assertThatThrownBy(() -> desk.receive("a", "cut.pcap", Map.of(), breaking))
                .hasMessageContaining("went away");

        assertThat(files()).isEmpty();
        assertThat(desk.work()).isEmpty();
    }

    @Test
    void a_replay_that_cannot_be_carried_out_says_why_and_is_kept_in_the_list() throws IOException {
        desk = desk(folder, (request, watcher) -> {
            throw new IOException("the broker is away");
        });

        CaseWork waiting = desk.receive("a", "x.jsonl", Map.of(), text("{}"));

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
        desk.receive("first", "x.jsonl", Map.of(), text("{}"));
        desk.receive("second", "y.jsonl", Map.of(), text("{}"));

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
            desk.receive("case" + i, "x", Map.of(), text("x"));
        }

        assertThatThrownBy(() -> desk.receive("one-more", "x", Map.of(), text("x")))
                .isInstanceOfSatisfying(
                        DeskException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BUSY));

        go.countDown();
        awaitState(State.DONE);
        assertThat(desk.receive("one-more", "x", Map.of(), text("x")).caseName())
                .isEqualTo("one-more");
    }

    @Test
    void stopping_stops_a_replay_under_way() throws Exception {
        desk = desk(folder, (request, watcher) -> {
            new CountDownLatch(1).await();
            return false;
        });
        desk.receive("a", "x", Map.of(), text("x"));

        desk.close();

        assertThat(desk.work().get(0).state()).isEqualTo(State.FAILED);
        assertThat(desk.work().get(0).message()).contains("send it again");
    }

    @Test
    void a_name_that_leaves_the_folder_is_refused() {
        desk = desk(folder);

        assertThatThrownBy(() -> desk.receive("../../etc", "x", Map.of(), text("x")))
                .hasMessageContaining("cannot be the name");
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

    @Test
    void an_inventory_goes_with_the_capture_it_was_sent_for() throws Exception {
        List<ReplayRequest> requests = new CopyOnWriteArrayList<>();
        desk = desk(folder, (request, watcher) -> {
            requests.add(request);
            return false;
        });

        long devices = desk.receive("a", Reference.INVENTORY, "phones.csv", text(PHONES));
        long rules = desk.receive("a", Reference.POLICY, "rules.yaml", text(RULES));
        desk.receive(
                "a", "x.jsonl", Map.of(Reference.INVENTORY, "phones.csv", Reference.POLICY, "rules.yaml"), text("{}"));

        awaitState(State.DONE);
        assertThat(devices).isEqualTo(2);
        assertThat(rules).isEqualTo(1);
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.inventory()).content().isEqualTo(PHONES);
            assertThat(request.policy()).content().isEqualTo(RULES);
            assertThat(request.lifecycle()).isNull();
        });
        assertThat(files()).containsExactlyInAnyOrder("phones.csv", "rules.yaml", "x.jsonl");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INVENTORY | nonsense | the inventory cannot be used: ",
                "INVENTORY | device_id,model~ | the inventory is empty",
                "INVENTORY | device_id,mac~d-1,zz:zz~ | line 2: ",
                "LIFECYCLE | {\"deviceId\":\"d\",\"kind\":\"MELTED\",\"time\":1}~ | line 1: ",
                "POLICY | rules:~  - id: a~    kind: watch_list~    list_file: /etc/passwd~ | names no files here",
                "POLICY | rules:~  - id: a~    kind: suppression~    detectors: [nosuch]~ | there is no detector 'nosuch'",
                "POLICY | rules: [ | not YAML"
            })
    void a_reference_that_cannot_be_used_is_refused_in_words(Reference reference, String content, String says)
            throws IOException {
        desk = desk(folder);

        assertThatThrownBy(() -> desk.receive("a", reference, "file", text(content.replace('~', '\n'))))
                .isInstanceOfSatisfying(
                        DeskException.class, e -> assertThat(e.reason()).isEqualTo(Reason.WRONG))
                .hasMessageContaining(says)
                .message()
                .doesNotContain(folder.toString(), "root:");

        assertThat(files()).isEmpty();
    }

    @Test
    void a_reference_that_is_too_big_or_was_never_sent_is_refused() throws IOException {
        desk = desk(folder);

        assertThatThrownBy(() -> desk.receive("a", Reference.POLICY, "p", new ByteArrayInputStream(new byte[1_001])))
                .isInstanceOfSatisfying(
                        DeskException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
        assertThatThrownBy(() -> desk.receive("a", "x", Map.of(Reference.INVENTORY, "phones.csv"), text("x")))
                .isInstanceOf(DeskException.class)
                .hasMessageContaining("no inventory called phones.csv was received");

        assertThat(files()).isEmpty();
        assertThat(desk.work()).isEmpty();
    }

    @Test
    void references_without_a_capture_do_not_pile_up() throws IOException {
        desk = desk(folder);

        for (int i = 0; i < ReceivedReferences.MAX_WAITING + 3; i++) {
            desk.receive("case" + i, Reference.INVENTORY, "phones" + i + ".csv", text(PHONES));
        }

        assertThat(files())
                .hasSize(ReceivedReferences.MAX_WAITING)
                .doesNotContain("phones0.csv", "phones2.csv")
                .contains("phones3.csv");
    }

    @Test
    void a_reference_that_no_capture_comes_for_is_deleted_after_a_day() throws IOException {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        desk = new ReplayDesk(folder, (request, watcher) -> false, MOST_BYTES, this::remove, now::get);
        desk.receive("a", Reference.INVENTORY, "phones.csv", text(PHONES));
        now.updateAndGet(time -> time.plus(ReceivedReferences.MAX_AGE).minusSeconds(1));
        desk.receive("b", Reference.POLICY, "rules.yaml", text(RULES));
        assertThat(files()).containsExactlyInAnyOrder("phones.csv", "rules.yaml");

        now.updateAndGet(time -> time.plusSeconds(1));

        assertThatThrownBy(() -> desk.receive("a", "x", Map.of(Reference.INVENTORY, "phones.csv"), text("x")))
                .hasMessageContaining("no inventory called phones.csv was received");
        assertThat(files()).containsExactly("rules.yaml");
        assertThat(desk.droppedReferences()).isEqualTo(1);
        assertThat(folder.resolve("received/references/a")).doesNotExist();
    }

    @Test
    void references_wait_across_a_restart_and_no_longer_than_that_day() throws Exception {
        desk = desk(folder);
        desk.receive("a", Reference.INVENTORY, "phones.csv", text(PHONES));
        desk.receive("a", Reference.POLICY, "rules.yaml", text(RULES));
        desk.close();
        Files.setLastModifiedTime(
                folder.resolve("received/references/a/policy/rules.yaml"),
                FileTime.from(Instant.now().minus(ReceivedReferences.MAX_AGE)));
        Files.write(folder.resolve("received/parts/7"), new byte[100]);

        desk = desk(folder);

        assertThat(files()).containsExactly("phones.csv");
        assertThat(desk.droppedReferences()).isEqualTo(1);
        desk.receive("a", "x.jsonl", Map.of(Reference.INVENTORY, "phones.csv"), text("{}"));
        awaitState(State.DONE);
        assertThat(folder.resolve("cases/a/captures/inventory/phones.csv")).hasContent(PHONES);
        assertThat(folder.resolve("received/references/a")).doesNotExist();
    }

    @Test
    void a_capture_that_does_not_arrive_leaves_its_references_waiting() throws Exception {
        desk = desk(folder);
        desk.receive("a", Reference.INVENTORY, "phones.csv", text(PHONES));
        Map<Reference, String> told = Map.of(Reference.INVENTORY, "phones.csv");

        assertThatThrownBy(() -> desk.receive("a", "big", told, new ByteArrayInputStream(new byte[1_001])))
                .isInstanceOf(DeskException.class);

        assertThat(folder.resolve("received/references/a/inventory/phones.csv")).exists();
        desk.receive("a", "small", told, text("{}"));
        desk.receive("a", "another", told, text("{}"));
        awaitState(State.DONE);
        assertThat(files()).containsExactlyInAnyOrder("phones.csv", "small", "another");
    }

    @Test
    void what_a_capture_refers_to_does_not_go_while_it_is_being_received() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        desk = new ReplayDesk(folder, (request, watcher) -> false, MOST_BYTES, this::remove, now::get);
        desk.receive("a", Reference.INVENTORY, "phones.csv", text(PHONES));
        InputStream slow = new FilterInputStream(text("{}")) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                now.updateAndGet(time -> time.plus(ReceivedReferences.MAX_AGE));
                desk.receive("b", Reference.POLICY, "rules.yaml", text(RULES));
                return super.read(into, from, length);
            }
        };

        desk.receive("a", "x", Map.of(Reference.INVENTORY, "phones.csv"), slow);

        awaitState(State.DONE);
        assertThat(folder.resolve("cases/a/captures/inventory/phones.csv")).hasContent(PHONES);
        assertThat(desk.droppedReferences()).isZero();
    }

    @Test
    void a_removed_case_takes_what_waits_for_it_along() throws IOException {
        desk = desk(folder);
        desk.receive("a", Reference.INVENTORY, "phones.csv", text(PHONES));
        desk.receive("ab", Reference.INVENTORY, "others.csv", text(PHONES));

        desk.remove("a");

        assertThat(files()).containsExactly("others.csv");
    }

    @Test
    void a_capture_that_is_called_like_the_folder_of_a_reference_is_refused() throws IOException {
        desk = desk(folder);

        assertThatThrownBy(() -> desk.receive("a", "inventory", Map.of(), text("x")))
                .isInstanceOf(DeskException.class)
                .hasMessageContaining("rename the file");
        assertThat(files()).isEmpty();
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
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> String.valueOf(path.getFileName()))
                    .toList();
        }
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
