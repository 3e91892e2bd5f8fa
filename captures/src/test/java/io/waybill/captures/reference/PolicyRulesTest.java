package io.waybill.captures.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.InputProblem;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rules of a policy mean something, and what is said of the others. */
@Tag("slow")
class PolicyRulesTest {

    @TempDir
    Path folder;

    private final List<InputProblem> problems = new ArrayList<>();

    private List<PolicyRule> read(String yaml) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, yaml);
        return PolicyFile.read(file, problems::add).rules();
    }

    private List<PolicyRule> writtenAndRead(List<PolicyRule> rules) throws IOException {
        StringWriter written = new StringWriter();
        PolicyFile.write(rules, new BufferedWriter(written));
        return read(written.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: watch_list, sites: [x.example]",
                "kind: watch-list, networks: 10.0.0.1",
                "kind: known_service, sites: x.example",
                "kind: opt_out, setting: s, sites: x.example",
                "kind: residency, allowed_countries: NO",
                "kind: residency, forbidden_countries: [no, CN]",
                "kind: residency, forbidden_asns: 0",
                "kind: residency, networks: 10.0.0.1",
                "kind: suppression, networks: '::1'",
                "kind: suppression, detectors: d",
                "kind: suppression, models: m",
                "kind: suppression, subjects: s",
                "kind: suppression, groups: g",
                "kind: parameter, detectors: d, parameters: {a: 1}",
            })
    void aRuleThatSaysEnoughIsTakenAndWrittenSoThatItIsReadAgain(String fields) throws IOException {
        List<PolicyRule> rules = read("rules:\n  - {id: r, " + fields + "}\n");

        assertThat(rules).hasSize(1);
        assertThat(writtenAndRead(rules)).isEqualTo(rules);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        kind: watch_list                                   | a watch_list needs sites
        kind: known_service                                | a known_service needs sites
        kind: opt_out, sites: x.example                    | an opt_out needs setting
        kind: opt_out, setting: s                          | an opt_out needs setting
        kind: residency, allowed_sites: x.example          | a residency needs allowed_countries
        kind: suppression, title: t                        | a suppression needs detectors
        kind: parameter, detectors: d                      | a parameter needs detectors
        kind: parameter, parameters: {a: 1}                | a parameter needs detectors
        title: t                                           | kind is missing
        kind: other, sites: x.example                      | kind: 'other' is none of residency, watch_list,
        kind: watch_list, sites: 10.0.0.1                  | sites: '10.0.0.1' is no domain
        kind: watch_list, networks: x.example              | networks: 'x.example' is no address or CIDR block
        kind: residency, allowed_sites: 10.0.0.1           | allowed_sites: '10.0.0.1' is no domain
        kind: residency, forbidden_countries: Nor          | forbidden_countries: 'Nor' is no two-letter
        kind: residency, forbidden_asns: 4294967296        | forbidden_asns: 4294967296 is not between 0 and
        kind: residency, forbidden_asns: BS1               | forbidden_asns: 'BS1' is not a whole number
        kind: watch_list, sites: a.example, sites: b.example | sites is given twice
        kind: watch_list, sites: {a: b}                    | sites: expected a text
        kind: watch_list, sites: ''                        | sites: expected a text
        kind: watch_list, sites: [[x.example]]             | sites: expected a text
        kind: watch_list, sites: x.example, [a]: b         | '' is no field of a rule
        kind: watch_list, list_file: gone.txt              | list_file: gone.txt cannot be read
        kind: parameter, detectors: d, parameters: a       | parameters: expected names and values
        kind: parameter, detectors: d, parameters: {a: []} | parameters: a: expected a text
        """)
    void aRuleThatSaysTooLittleOrTheWrongIsLeftOutWithAReason(String fields, String reason) throws IOException {
        assertThat(read("rules:\n  - {id: r, " + fields + "}\n")).isEmpty();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.position()).isEqualTo(2);
            assertThat(problem.reason()).startsWith(reason);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        2014-08-10                | 2014-08-10T00:00:00Z
        2014-08-10T02:00:00+02:00 | 2014-08-10T00:00:00Z
        1407628800000             | 2014-08-10T00:00:00Z
        10000                     | 1970-01-01T00:00:10Z
        1000                      | -
        -10000                    | -
        2014-02-30                | -
        yesterday                 | -
        1969-12-31                | -
        +10000-01-01T00:00:00Z    | -
        +999999999-01-01T00:00:00Z | -
        """)
    void timesAreDaysOrPointsWithinTheYears1970To9999(String text, @Nullable String time) throws IOException {
        List<PolicyRule> rules = read("rules: [{id: r, kind: watch_list, sites: x.example, valid_from: '" + text
                + "', valid_to: '9999-12-31'}]");

        assertThat(rules)
                .extracting(PolicyRule::getValidFrom)
                .isEqualTo(time == null ? List.of() : List.of(Instant.parse(time)));
        assertThat(problems).hasSize(time == null ? 1 : 0);
        assertThat(problems).allSatisfy(problem -> assertThat(problem.reason()).startsWith("valid_from: "));
    }

    @Test
    void everyFieldIsReadAndWritten() throws IOException {
        List<PolicyRule> rules = read("""
                rules:
                  - id: r
                    kind: residency
                    title: a title
                    sites: [s.example]
                    networks: [10.1.2.3/8]
                    allowed_countries: [no, SE]
                    forbidden_countries: [cn]
                    allowed_sites: ["*.Fine.Example."]
                    forbidden_asns: [as1, 4294967295]
                    groups: [pilot]
                    models: [m 1, m 2]
                    subjects: [phone-1]
                    detectors: [d]
                    setting: quiet
                    parameters: {a: 1, b: off}
                    valid_from: 2014-08-10
                    valid_to: 2015-08-10
                """);

        assertThat(problems).isEmpty();
        assertThat(rules)
                .containsExactly(PolicyRule.newBuilder()
                        .setRuleId("r")
                        .setKind(PolicyKind.RESIDENCY)
                        .setTitle("a title")
                        .setSites(List.of("s.example"))
                        .setNetworks(List.of("10.0.0.0/8"))
                        .setAllowedCountries(List.of("NO", "SE"))
                        .setForbiddenCountries(List.of("CN"))
                        .setAllowedSites(List.of("fine.example"))
                        .setForbiddenAsns(List.of(1L, 4_294_967_295L))
                        .setGroups(List.of("pilot"))
                        .setModels(List.of("m 1", "m 2"))
                        .setSubjects(List.of("phone-1"))
                        .setDetectors(List.of("d"))
                        .setSetting("quiet")
                        .setParameters(Map.of("a", "1", "b", "off"))
                        .setValidFrom(Instant.parse("2014-08-10T00:00:00Z"))
                        .setValidTo(Instant.parse("2015-08-10T00:00:00Z"))
                        .build());
        assertThat(writtenAndRead(rules)).isEqualTo(rules);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        - a                                  | 1 | expected 'rules:' with a list of rules
        rules: {}                            | 1 | rules: expected a list
        rules: x                             | 1 | rules: expected a list
        [a]: b                               | 1 | not known at the top of a policy
        rules: [{kind: watch_list, sites: x.example}] | 1 | id is missing
        rules: [[]]                          | 1 | expected a rule
        rules: [}                            | 1 | not YAML
        rules: *a                            | 1 | not YAML
        a: "\u0001"                          | 0 | not YAML
        """)
    void whatIsNoPolicyIsSaidWithItsLine(String yaml, int line, String reason) throws IOException {
        assertThat(read(yaml)).isEmpty();

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.position()).isEqualTo(line);
            assertThat(problem.unit()).isEqualTo(line == 0 ? "file" : "line");
            assertThat(problem.reason()).startsWith(reason);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "rules:\n", "rules: []\n"})
    void aPolicyWithoutRulesIsOne(String yaml) throws IOException {
        assertThat(read(yaml)).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void aRuleIsWrittenOnAsFewLinesAsCanBeRead() throws IOException {
        String yaml = """
                rules:
                - id: r
                  kind: watch_list
                  title: %s
                  sites:
                  - x.example
                """.formatted("nine more ".repeat(9) + "letters");
        StringWriter written = new StringWriter();
        PolicyFile.write(read(yaml), written);

        assertThat(written).hasToString(yaml);
    }

    @Test
    void aPolicyOfSeveralMebibytesIsReadAndOneBeyondTheBoundIsNot() throws IOException {
        String yaml = "rules: [{id: r, kind: watch_list, sites: x.example}]\n";
        String comment = "#".repeat(1_023) + "\n";
        assertThat(read(comment.repeat(4 * 1_024) + yaml)).hasSize(1);
        assertThat(problems).isEmpty();

        assertThat(read(comment.repeat(16 * 1_024) + yaml)).isEmpty();
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).isEqualTo("larger than 16777216 bytes"));
    }

    @Test
    void aPolicyFromElsewhereReadsNoFiles() throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(folder.resolve("list.txt"), "x.example\n");
        Files.writeString(file, """
                rules:
                  - {id: a, kind: watch_list, list_file: list.txt}
                  - {id: b, kind: watch_list, sites: b.example}
                """);

        PolicyFile policy = PolicyFile.readAlone(file, problems::add);

        assertThat(policy.rules()).extracting(PolicyRule::getRuleId).containsExactly("b");
        assertThat(policy.listFiles()).isEmpty();
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).startsWith("list_file: a policy from elsewhere"));
    }

    @ParameterizedTest(name = "{0} sites, {1} networks")
    @CsvSource({"3500, 0, 1", "0, 3500, 1", "3500, 1, 2", "3499, 2, 2", "0, 3501, 2", "7000, 0, 2", "3000, 4001, 3"})
    void aLongRuleComesInPartsThatTogetherAreTheRule(int sites, int networks, int parts) {
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("w")
                .setKind(PolicyKind.WATCH_LIST)
                .setTitle("t")
                .setSites(IntStream.range(0, sites).mapToObj(i -> "s" + i).toList())
                .setNetworks(IntStream.range(0, networks).mapToObj(i -> "n" + i).toList())
                .build();

        List<PolicyRule> found = RuleParts.of(rule);

        assertThat(found)
                .extracting(PolicyRule::getRuleId)
                .isEqualTo(IntStream.rangeClosed(1, parts)
                        .mapToObj(i -> i == 1 ? "w" : "w#" + i)
                        .toList());
        assertThat(found).allSatisfy(part -> {
            assertThat(part.getTitle()).isEqualTo("t");
            assertThat(part.getSites().size() + part.getNetworks().size()).isBetween(1, RuleParts.MAX_ENTRIES);
        });
        assertThat(found.stream().flatMap(part -> part.getSites().stream())).isEqualTo(rule.getSites());
        assertThat(found.stream().flatMap(part -> part.getNetworks().stream())).isEqualTo(rule.getNetworks());
    }
}
