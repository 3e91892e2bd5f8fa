package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.fault.CommitStage;
import io.waybill.streams.fault.DyingClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances die at every stage of a commit, one after the other: after the flush before the commit told the next stage, in the middle
 * of the changelog, before and after the offsets, and after the transaction was committed. Nothing is lost and nothing doubled.
 */
@Tag("slow")
@Tag("faults")
class KilledCommitTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void aProcessDiesAtEveryStageOfACommit() throws Exception {
        Path died = Files.createDirectory(folder.resolve("died"));

        FaultRun.Result result = FaultRun.run(
                folder.resolve("run"),
                7,
                Pace.SHORT,
                List.of(),
                List.of(
                        "default.client.supplier=" + DyingClients.class.getName(),
                        "producer." + DyingClients.FOLDER + "=" + died));

        try (Stream<Path> files = Files.list(died)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(CommitStage.values())
                            .map(CommitStage::name)
                            .toList());
        }
        assertThat(result.restarts())
                .as("each of them was a process that ended")
                .isGreaterThanOrEqualTo(CommitStage.values().length);
        assertThat(result.tables().text()).isEqualTo(FaultsTest.undisturbed(folder.resolve("undisturbed")));
        assertThat(result.tables().progress().getCounted()).isEqualTo(FaultRun.FLEET.distinct());
    }
}
