package io.waybill.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.live.FileIdentity;
import io.waybill.captures.live.FileMark;
import io.waybill.cli.shell.CouldNotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

    private static final FileMark MARK =
            new FileMark(Path.of("/logs/conn.log"), new FileIdentity("(dev=1,ino=2)", 256, -7_777_777_777L), 42);

    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("deep").resolve("positions.json");
    }

    @Test
    void what_was_stored_is_read_by_the_next_run() throws IOException, CouldNotRunException {
        try (Positions first = Positions.open(file())) {
            assertThat(first.marks()).isEmpty();
            first.store(List.of(MARK));
        }
        try (Positions second = Positions.open(file())) {
            assertThat(second.marks()).containsExactly(MARK);
        }
    }

    @Test
    void the_same_again_is_not_written() throws IOException, CouldNotRunException {
        try (Positions positions = Positions.open(file())) {
            positions.store(List.of(MARK));
            Files.delete(file());
            positions.store(List.of(MARK));
            assertThat(file()).doesNotExist();
            positions.store(List.of());
            assertThat(file()).exists();
        }
    }

    @Test
    void it_belongs_to_one_run_at_a_time() throws IOException, CouldNotRunException {
        try (Positions first = Positions.open(file())) {
            assertThat(first.marks()).isEmpty();
            assertThatThrownBy(() -> Positions.open(file()).close())
                    .isInstanceOf(CouldNotRunException.class)
                    .hasMessageContainingAll("positions.json", "--positions");
        }
        Positions.open(file()).close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"format\":2,\"files\":[]}",
                "{\"format\":1,\"files\":[{\"path\":\"x\",\"lines\":\"y\"}]}"
            })
    void what_cannot_be_understood_is_refused_with_the_way_out(String content)
            throws IOException, CouldNotRunException {
        Files.createDirectories(folder.resolve("deep"));
        Files.writeString(file(), content);
        assertThatThrownBy(() -> Positions.open(file()).close())
                .isInstanceOf(CouldNotRunException.class)
                .hasMessageContainingAll("positions.json", "remove it");
        Files.delete(file());
        Positions.open(file()).close();
    }

    @Test
    void a_write_that_was_cut_off_leaves_the_old_one() throws IOException, CouldNotRunException {
        try (Positions positions = Positions.open(file())) {
            positions.store(List.of(MARK));
        }
        Files.writeString(file().resolveSibling("positions.json.next"), "{\"form");
        try (Positions positions = Positions.open(file())) {
            assertThat(positions.marks()).containsExactly(MARK);
            positions.store(List.of());
        }
        try (Positions positions = Positions.open(file())) {
            assertThat(positions.marks()).isEmpty();
        }
    }
}
