package io.waybill.captures.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Bound;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.captures.eve.EveFormat;
import io.waybill.captures.eve.EveJoin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many logs are followed and remembered, and that what goes beyond is said. */
@Tag("slow")
class LogTailBoundsTest {
    private static final String STATS =
            "{\"timestamp\":\"2026-03-02T10:00:00.000000+0000\",\"event_type\":\"stats\"}\n";

    @TempDir
    Path folder = Path.of("");

    private final Reading out = new Reading();

    private LogTail tail(List<FileMark> marks) {
        return new LogTail(
                List.of(folder),
                out.context(),
                marks,
                List.of(new LogTail.Followable(new EveFormat(), new EveJoin(out.context()))));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    @Test
    void aLogBeyondThoseThatAreFollowedIsSaidOnceAndFollowedWhenThereIsRoom() throws IOException {
        for (int i = 0; i < LogTail.MAX_LOGS + 2; i++) {
            write("eve-" + i + ".json", STATS);
        }
        try (LogTail tail = tail(List.of())) {
            assertThat(tail.poll()).isEqualTo(LogTail.MAX_LOGS);
            assertThat(tail.poll()).isZero();
            assertThat(out.described())
                    .hasSize(2)
                    .allSatisfy(problem ->
                            assertThat(problem).endsWith("1024 logs are followed already; move old ones away"));
            assertThat(out.bounds.of(Bound.LOGS)).isEqualTo(2);

            Files.delete(tail.marks().get(0).path());
            assertThat(tail.poll()).isZero();
            assertThat(tail.poll()).as("one of the two").isEqualTo(1);
            assertThat(out.problems).hasSize(2);
        }
    }

    @Test
    void marksOfLogsThatAreGoneAreBounded() throws IOException {
        List<FileMark> gone = IntStream.range(0, LogTail.MAX_MARKS)
                .mapToObj(i -> new FileMark(Path.of("gone-" + i), new FileIdentity("gone-" + i, 0, 0), 1))
                .toList();
        write("eve.json", STATS);
        try (LogTail tail = tail(gone.subList(1, gone.size()))) {
            tail.poll();
            Files.delete(folder.resolve("eve.json"));
            tail.poll();
            assertThat(tail.marks()).hasSize(LogTail.MAX_MARKS).contains(gone.get(1));
        }
        write("eve.json", STATS);
        try (LogTail tail = tail(gone)) {
            tail.poll();
            Files.delete(folder.resolve("eve.json"));
            tail.poll();
            assertThat(tail.marks()).hasSize(LogTail.MAX_MARKS).doesNotContain(gone.get(0));
            assertThat(tail.marks().get(LogTail.MAX_MARKS - 1).lines()).isEqualTo(1);
        }
    }

    /** Of two names that wait, the first goes early when a third comes. */
    @Test
    void howOftenBoundsWereHitIsSaidAtTheEndAndOnlyThen() throws IOException {
        out.settings = new DecodeSettings(100, 1_000, 1_000, 1_000, 10_000, 16, 2, 16);
        String name = "{\"timestamp\":\"2026-03-02T10:00:00.000000+0000\",\"flow_id\":%d,\"event_type\":\"tls\","
                + "\"src_ip\":\"10.0.0.5\",\"src_port\":4000,\"dest_ip\":\"1.1.1.1\",\"dest_port\":443,"
                + "\"proto\":\"TCP\",\"tls\":{\"sni\":\"www.example.com\"}}\n";
        try (LogTail tail = tail(List.of())) {
            write("eve.json", name.formatted(1) + name.formatted(2));
            tail.poll();
            tail.end();
            assertThat(out.problems).isEmpty();

            write("eve.json", name.formatted(1) + name.formatted(2) + name.formatted(3));
            tail.poll();
            tail.end();
            assertThat(out.described())
                    .containsExactly("eve: 1 rows went unnamed or were forgotten early, over a bound");
        }
    }
}
