package io.waybill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildInfoTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void the_commit_is_one_of_this_repository_and_unknown_only_where_there_is_none() throws Exception {
        String commit = BuildInfo.commit();

        if (Files.exists(ROOT.resolve(".git")) && git("--version") == 0) {
            assertThat(commit).matches("[0-9a-f]{40}(-dirty)?");
            assertThat(git("cat-file", "-e", commit.replace("-dirty", "") + "^{commit}"))
                    .as("git knows " + commit)
                    .isZero();
        } else {
            assertThat(commit).isEqualTo("unknown");
        }
        assertThat(BuildInfo.commit()).isEqualTo(commit);
    }

    @Test
    void it_stands_in_the_manifest_of_a_case() {
        assertThat(CaseJson.text(Cases.empty(), List.of(), new ChainLink(1, null, null)))
                .contains("\"commit\" : \"" + BuildInfo.commit() + "\"");
    }

    private static int git(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(ROOT.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor();
        } catch (IOException noGit) {
            return -1;
        }
    }
}
