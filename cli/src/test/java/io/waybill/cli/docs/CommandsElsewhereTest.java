package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command that stands in a block of the documentation is run by {@link DocumentedCommandsTest}, or has a reason here why it
 * is not, and what holds it instead. {@link DocumentedOptionsTest} checks commands and options of these as well.
 */
class CommandsElsewhereTest {

    private static final Pattern COMMAND = Pattern.compile(
            "(?:[A-Z]+=\\S+ )*(?:\\./waybill|mvn|java|curl|docker|npm|ssh|tcpdump"
                    + "|kafka-[a-z]+\\.sh|git|helm|kubectl|python3?|node|nfdump|kcat|captures/|deploy/|\\.ci/)(?: .*|\\S* .*)?");

    /**
     * A command that no test types in as it stands.
     *
     * @param page where it is
     * @param begins how its line begins
     * @param why it is not run as it stands
     * @param held the test or script that runs what it does, from the root of the repository
     */
    record Elsewhere(String page, String begins, String why, String held) {

        boolean covers(Page on, String line) {
            return on.path().toString().equals(page) && line.startsWith(begins);
        }
    }

    private static final String CLI = "cli/src/test/java/io/waybill/cli/";
    private static final String STREAMS = "streams/src/test/java/io/waybill/streams/";
    private static final String BENCHMARKS = "benchmarks/src/test/java/io/waybill/benchmarks/";

    private static final String BUILD = "it builds the project, this test too";
    private static final String ENDLESS = "it goes on until it is stopped";
    private static final String HOURS = "it measures for minutes to hours; its parts are tested, its figures dated";

    private static final List<Elsewhere> ELSEWHERE = List.of(
            new Elsewhere("README.md", "./waybill demo", ENDLESS + "; with --once it is run at the end", ".ci/run"),
            new Elsewhere("README.md", "mvn verify", BUILD, ".ci/run"),
            new Elsewhere("CONTRIBUTING.md", "mvn ", BUILD, ".ci/run"),
            new Elsewhere(
                    "docs/alert-formats.md",
                    "./waybill send ",
                    "its receivers are other people's",
                    CLI + "send/AlertSenderTest.java"),
            new Elsewhere("docs/captures.md", "./waybill ingest /opt/zeek/", ENDLESS, CLI + "ingest/IngestTest.java"),
            new Elsewhere("docs/captures.md", "./waybill ingest --netflow ", ENDLESS, CLI + "ingest/IngestTest.java"),
            new Elsewhere(
                    "docs/captures.md",
                    "tcpdump ",
                    "it needs the superuser and a network; a capture on standard input is tested",
                    CLI + "ingest/IngestTest.java"),
            new Elsewhere(
                    "docs/captures.md",
                    "captures/src/test/fuzz/campaign ",
                    "it searches for minutes; its targets are tests of every build",
                    "captures/src/test/java/io/waybill/captures/fuzz/FuzzTargetsTest.java"),
            new Elsewhere(
                    "docs/console.md",
                    "curl -N ",
                    ENDLESS,
                    "console/src/test/java/io/waybill/console/web/StreamTest.java"),
            new Elsewhere(
                    "docs/decisions/034-mutation-testing.md",
                    "mvn ",
                    "it changes classes for hours, by hand; what it runs is set up in the build",
                    "streams/pom.xml"),
            new Elsewhere("docs/detection.md", "mvn ", BUILD, BENCHMARKS + "micro/DetectorRowsTest.java"),
            new Elsewhere("docs/detection.md", "java -cp ", HOURS, BENCHMARKS + "micro/DetectorRowsTest.java"),
            new Elsewhere(
                    "docs/how-to/feed-from-a-router.md",
                    "ssh router ",
                    "it needs a router; a capture on standard input is tested",
                    CLI + "whole/SameBytesTest.java"),
            new Elsewhere(
                    "docs/how-to/feed-from-a-router.md", "./waybill up &", ENDLESS, CLI + "live/LiveStackTest.java"),
            new Elsewhere(
                    "docs/how-to/feed-from-a-router.md", "./waybill ingest ", ENDLESS, CLI + "ingest/IngestTest.java"),
            new Elsewhere(
                    "docs/how-to/feed-from-a-router.md",
                    "TZ=UTC nfdump ",
                    "it needs a collector's files; what nfdump prints is tested",
                    "captures/src/test/java/io/waybill/captures/csv/CsvFeedsTest.java"),
            new Elsewhere("docs/how-to/feed-from-zeek.md", "./waybill up &", ENDLESS, CLI + "live/LiveStackTest.java"),
            new Elsewhere(
                    "docs/how-to/feed-from-zeek.md", "./waybill ingest ", ENDLESS, CLI + "ingest/IngestTest.java"),
            new Elsewhere(
                    "docs/how-to/subscribe.md",
                    "kcat ",
                    "it is part of a script that a test runs whole",
                    CLI + "docs/SubscribersTest.java"),
            new Elsewhere("docs/operating.md", "docker compose ", "it needs a Docker engine", ".ci/containers"),
            new Elsewhere(
                    "docs/performance.md",
                    "./waybill bench captures",
                    HOURS,
                    BENCHMARKS + "decode/DecodeBenchTest.java"),
            new Elsewhere("docs/performance.md", "./waybill bench", HOURS, BENCHMARKS + "run/BenchTest.java"),
            new Elsewhere(
                    "docs/performance.md",
                    "mvn -Pflink ",
                    BUILD,
                    "benchmarks/flink/src/test/java/io/waybill/benchmarks/flink/FlinkCountsTest.java"),
            new Elsewhere("docs/performance.md", "java -cp ", HOURS, BENCHMARKS + "contend/SameTablesTest.java"),
            new Elsewhere("docs/pipeline.md", "java ", HOURS, STREAMS + "FinalTablesOnTestDriverTest.java"),
            new Elsewhere(
                    "docs/resolving.md",
                    "npm pack ",
                    "it fetches data of the day",
                    STREAMS + "resolve/IpPackTest.java"),
            new Elsewhere("docs/resolving.md", "mvn ", BUILD, STREAMS + "resolve/IpPackTest.java"),
            new Elsewhere(
                    "docs/resolving.md",
                    "java -cp ",
                    "its data are fetched before",
                    STREAMS + "resolve/IpPackTest.java"),
            new Elsewhere("docs/scaling.md", "./waybill bench", HOURS, BENCHMARKS + "run/BenchTest.java"),
            new Elsewhere(
                    "docs/security.md",
                    "kafka-acls.sh ",
                    "Kafka's own tool is not shipped; a test reads these very lines and gives the rights they name",
                    CLI + "live/GuardedClusterTest.java"));

    static Stream<Page> pages() {
        return Page.all().stream().filter(page -> !page.isGenerated());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void what_is_not_run_has_a_reason(Page page) {
        List<String> unexplained = commands(page).stream()
                .filter(line -> ELSEWHERE.stream().noneMatch(each -> each.covers(page, line)))
                .toList();

        assertThat(unexplained)
                .as("commands in %s that are neither in a block of kind sh nor among the reasons", page)
                .isEmpty();
    }

    @Test
    void every_reason_is_needed_and_names_what_holds_the_command() {
        List<Elsewhere> idle = new ArrayList<>(ELSEWHERE);
        pages().forEach(page -> commands(page)
                .forEach(line -> ELSEWHERE.stream()
                        .filter(each -> each.covers(page, line))
                        .findFirst()
                        .ifPresent(idle::remove)));

        assertThat(idle).as("reasons for commands that no page has").isEmpty();
        assertThat(ELSEWHERE).allSatisfy(each -> {
            assertThat(Page.ROOT.resolve(each.held())).isRegularFile();
            assertThat(each.why()).isNotBlank();
        });
    }

    /** First lines of commands in blocks that are not run, without what continues a line before. */
    private static List<String> commands(Page page) {
        return Stream.concat(page.blocks().stream().filter(block -> !block.isRun()), page.indented().stream())
                .flatMap(block -> block.code().lines().map(String::strip))
                .filter(line -> COMMAND.matcher(line).matches())
                .toList();
    }
}
