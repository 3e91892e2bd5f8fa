package io.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher, in a repository of its own whose Maven and Java only say that they were called. */
class LauncherTest {

    private static final Path SCRIPT = Path.of("..", "waybill");

    @TempDir
    Path home = Path.of("");

    private Path repository = Path.of("");
    private Path source = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the launcher needs a POSIX shell");
        repository = Files.createDirectories(home.resolve("a repository"));
        source = repository.resolve("cli/src/main/java/Some.java");
        Files.createDirectories(source.getParent());
        Files.writeString(repository.resolve("pom.xml"), "<project/>");
        Files.writeString(source, "class Some {}");
        executable(repository.resolve("waybill"), Files.readString(SCRIPT));
        jdk("17.0.1");
        executable(home.resolve("bin/mvn"), "#!/bin/sh\necho built >> ../maven-calls\nmkdir -p cli/target/lib\n");
    }

    @Test
    void builds_once_passes_arguments_on_and_gives_the_exit_code_back() throws Exception {
        Run first = run("decode", "a file", "*", "");

        assertThat(first.err).contains("building, once");
        assertThat(first.out).endsWith("[io.waybill.cli.Main][decode][a file][*][]\n");
        assertThat(first.code).isEqualTo(7);

        Run second = run("counts");
        assertThat(second.err).isEmpty();
        assertThat(second.out)
                .endsWith("[io.waybill.cli.Main][counts]\n")
                .contains("[-Dwaybill.launcher=" + repository.toRealPath().resolve("waybill") + "]");
        assertThat(mavenCalls()).isEqualTo(1);
    }

    @Test
    void files_are_decoded_without_the_second_compiler() throws Exception {
        Path capture = Files.writeString(home.resolve("a phone.pcap"), "packets");
        Path log = Files.writeString(home.resolve("conn.log"), "x".repeat(1_100_000));
        Path inventory = Files.writeString(home.resolve("phones.csv"), "device_id");

        assertThat(run("decode", capture.toString(), "--inventory", inventory.toString()).out)
                .contains("[-XX:TieredStopAtLevel=1]");
        assertThat(run("decode", capture.toString(), log.toString()).out).doesNotContain("Tiered");
        assertThat(run("decode", home.toString()).out).doesNotContain("Tiered");
        assertThat(run("decode", "-").out).doesNotContain("Tiered");
    }

    @Test
    void a_replay_of_little_is_over_before_the_second_compiler_helps() throws Exception {
        Path capture = Files.writeString(home.resolve("a phone.pcap"), "packets");
        Path log = Files.writeString(home.resolve("conn.log"), "x".repeat(1_100_000));
        Path large = Files.writeString(home.resolve("large.jsonl"), "x".repeat(17_000_000));

        assertThat(run("replay", capture.toString(), log.toString(), "--name", "x").out)
                .contains("[-XX:TieredStopAtLevel=1]");
        assertThat(run("replay", capture.toString(), large.toString()).out).doesNotContain("Tiered");
        assertThat(run("replay", home.toString()).out).doesNotContain("Tiered");
        assertThat(run("replay", "-").out).doesNotContain("Tiered");
        assertThat(run("demo").out).contains("[-XX:TieredStopAtLevel=1]");
        assertThat(run("bench").out).doesNotContain("Tiered");
    }

    @Test
    void a_replay_has_the_collector_that_takes_least_unless_told_otherwise() throws Exception {
        String heap = quarterOfMemory();
        assertThat(run("replay", "phone.pcap").out)
                .contains("[-XX:+UseParallelGC][-XX:NewRatio=5][-Xms" + heap + "]")
                .contains("[-Xmx" + heap + "]");
        assertThat(run("bench", "--runs", "1").out)
                .contains("[-XX:+UseParallelGC][-XX:NewRatio=5][-Xms" + heap + "][-Xmx" + heap + "]");
        assertThat(run("bench", "captures").out).doesNotContain("ParallelGC").doesNotContain("-Xms");
        assertThat(run("bench", "soak").out).as("as it runs live").doesNotContain("ParallelGC");
        assertThat(run("up").out)
                .contains("[-Xmx2g]")
                .doesNotContain("ParallelGC")
                .doesNotContain("-Xms");

        ProcessBuilder larger = process(repository.resolve("waybill").toString(), "replay", "phone.pcap");
        larger.environment().put("WAYBILL_HEAP", "3g");
        assertThat(finish(larger.start()).out)
                .contains("[-XX:+UseParallelGC][-XX:NewRatio=5][-Xms3g]")
                .contains("[-Xmx3g]");
        for (String own : List.of("-XX:+UseSerialGC", "-Xmx1g")) {
            ProcessBuilder told = process(repository.resolve("waybill").toString(), "replay", "phone.pcap");
            told.environment().put("WAYBILL_JAVA_OPTIONS", own);
            assertThat(finish(told.start()).out)
                    .contains("[" + own + "]")
                    .doesNotContain("ParallelGC")
                    .doesNotContain("-Xms");
        }
    }

    /** At least 2 GB. As Java sees memory, which is less in a container that was given less. */
    private static String quarterOfMemory() {
        long bytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        long quarter = (bytes >> 20) / 4;
        return quarter > 2048 ? quarter + "m" : "2g";
    }

    @Test
    void builds_again_when_a_source_is_newer_or_gone() throws Exception {
        run("counts");
        Path stamp = repository.resolve("target/waybill/current");
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().minusSeconds(60)));

        Files.writeString(source, "class Some { int more; }");
        assertThat(run("counts").err).contains("sources have changed");
        assertThat(mavenCalls()).isEqualTo(2);
    }

    @Test
    void several_at_once_build_once() throws Exception {
        executable(
                home.resolve("bin/mvn"), "#!/bin/sh\nsleep 1\necho built >> ../maven-calls\nmkdir -p cli/target/lib\n");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(start("counts"));
        }
        for (Process process : processes) {
            assertThat(finish(process).code).isEqualTo(7);
        }
        assertThat(mavenCalls()).isEqualTo(1);
    }

    @Test
    void a_failed_build_shows_its_errors_and_the_next_call_tries_again() throws Exception {
        executable(home.resolve("bin/mvn"), "#!/bin/sh\necho '[ERROR] no such thing'\nexit 1\n");
        Run failed = run("counts");
        assertThat(failed.code).isEqualTo(3);
        assertThat(failed.out).isEmpty();
        assertThat(failed.err).contains("[ERROR] no such thing").contains("build.log");

        executable(home.resolve("bin/mvn"), "#!/bin/sh\nmkdir -p cli/target/lib\n");
        assertThat(run("counts").code).isEqualTo(7);
    }

    @Test
    void works_through_a_link_from_another_folder() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("bin/wb"), Path.of("../a repository/waybill"));

        Run run = finish(
                process(link.toString(), "counts").directory(home.toFile()).start());

        assertThat(run.code).isEqualTo(7);
        assertThat(run.out).endsWith("[counts]\n");
    }

    @Test
    void a_release_is_run_as_it_is_without_maven_or_a_compiler() throws Exception {
        Files.delete(repository.resolve("pom.xml"));
        Files.createDirectories(repository.resolve("lib"));
        Files.delete(home.resolve("bin/mvn"));
        Files.delete(home.resolve("jdk/bin/javac"));

        Run run = run("decode", "a file");

        assertThat(run.err).isEmpty();
        assertThat(run.out)
                .contains("[-cp][" + repository.resolve("lib") + "/*]")
                .endsWith("[decode][a file]\n");
        assertThat(run.code).isEqualTo(7);
        assertThat(repository.resolve("target")).doesNotExist();
    }

    @Test
    void says_what_is_missing() throws Exception {
        Files.delete(home.resolve("bin/mvn"));
        Run noMaven = run("counts");
        assertThat(noMaven.code).isEqualTo(3);
        assertThat(noMaven.err).contains("needs Maven").contains("apt install maven");

        jdk("11.0.2");
        Run old = run("counts");
        assertThat(old.code).isEqualTo(3);
        assertThat(old.err).contains("needs Java 17 or newer").contains("is Java 11");

        Files.delete(home.resolve("jdk/bin/java"));
        Run noJava = run("counts");
        assertThat(noJava.code).isEqualTo(3);
        assertThat(noJava.err).contains("there is no java on the PATH").contains("apt install openjdk-17-jdk");
        assertThat(noJava.out).isEmpty();
    }

    private record Run(int code, String out, String err) {}

    /** A JDK whose java prints its arguments and exits with 7, and knows where it lives. */
    @ParameterizedTest
    @CsvSource({
        "17.0.1, -XX:ArchiveClassesAtExit, -XX:SharedArchiveFile, java-17.jsa",
        "21.0.4, -XX:ArchiveClassesAtExit, -XX:SharedArchiveFile, java-21.jsa",
        "25.0.1, -XX:AOTCacheOutput, -XX:AOTCache, java-25.aot"
    })
    void a_small_replay_records_the_classes_that_later_starts_find_laid_out(
            String version, String recording, String using, String archive) throws Exception {
        jdk(version);
        recordingJava(recording);

        Run run = run("counts");

        assertThat(Files.readString(home.resolve("recorded")))
                .contains("io.waybill.cli.Main replay --out")
                .contains("\"eventId\":\"start-1\"");
        assertThat(run.out).contains("[" + using + "=").contains(archive + "]");
    }

    @Test
    void where_java_would_refuse_an_archive_none_is_made() throws Exception {
        jdk("23.0.1");
        recordingJava("-XX:");

        Run run = run("counts");

        assertThat(run.out).contains("[counts]").doesNotContain("Archive").doesNotContain("AOTCache");
        assertThat(home.resolve("recorded")).doesNotExist();
    }

    /** A Java that makes the archive it is asked for and notes what it was called with. */
    private void recordingJava(String option) throws IOException {
        executable(home.resolve("jdk/bin/java"), """
                #!/bin/sh
                case "$*" in
                  *java.home*|*-XshowSettings*) echo "    java.home = $JAVA_HOME" >&2; exit 0 ;;
                esac
                for word in "$@"; do
                  case $word in
                    -XX:ArchiveClassesAtExit=*|-XX:AOTCacheOutput=*)
                      case $word in %s*) : >"${word#*=}" ;; esac
                      { echo "$*"; cat; } >'%s'
                      exit 0 ;;
                  esac
                done
                printf '[%%s]' "$@"
                echo
                """.formatted(option, home.resolve("recorded")));
    }

    private void jdk(String version) throws IOException {
        Path jdk = home.resolve("jdk");
        executable(jdk.resolve("bin/java"), """
                #!/bin/sh
                case "$*" in
                  *ArchiveClassesAtExit*|*AOTCacheOutput*) exit 1 ;;
                  *java.home*|*-XshowSettings*) echo "    java.home = $JAVA_HOME" >&2; exit 0 ;;
                esac
                printf '[%s]' "$@"
                echo
                exit 7
                """);
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private int mavenCalls() throws IOException {
        return Files.readAllLines(home.resolve("maven-calls")).size();
    }

    private Run run(String... args) throws Exception {
        return finish(start(args));
    }

    private Process start(String... args) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(repository.resolve("waybill").toString()));
        command.addAll(List.of(args));
        return process(command.toArray(String[]::new)).start();
    }

    private ProcessBuilder process(String... command) {
        ProcessBuilder process = new ProcessBuilder(command);
        Map<String, String> environment = process.environment();
        environment.clear();
        environment.put("PATH", home.resolve("bin") + ":" + home.resolve("jdk/bin") + ":" + essentials());
        environment.put("JAVA_HOME", home.resolve("jdk").toString());
        return process;
    }

    /** A folder with the shell's tools only, so that no Java or Maven of this machine is found. */
    private String essentials() {
        Path tools = home.resolve("tools");
        try {
            Files.createDirectories(tools);
            for (String tool : List.of(
                    "sh",
                    "sed",
                    "head",
                    "tail",
                    "find",
                    "dirname",
                    "readlink",
                    "mkdir",
                    "mv",
                    "rm",
                    "ls",
                    "cat",
                    "date",
                    "touch",
                    "grep",
                    "sleep",
                    "wc",
                    "flock")) {
                for (Path folder : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
                    if (Files.isExecutable(folder.resolve(tool)) && !Files.exists(tools.resolve(tool))) {
                        executable(tools.resolve(tool), "#!/bin/sh\nexec " + folder.resolve(tool) + " \"$@\"\n");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tools.toString();
    }

    private static Run finish(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), out, err);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
