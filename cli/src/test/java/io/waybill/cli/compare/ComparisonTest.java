package io.waybill.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.Cli;
import io.waybill.cli.report.CaseEvidence;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.CaseResult;
import io.waybill.cli.report.Cases;
import io.waybill.cli.shell.ExitCode;
import io.waybill.console.compare.Verdict;
import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import io.waybill.schemas.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aCaseIsTheSameAsItself() throws IOException {
        Path one = written("a", Cases.fleet());

        Comparison same = Comparison.of(CaseReader.read(one), CaseReader.read(one));

        assertThat(same.contacts()).isNotEmpty().allMatch(change -> change.verdict() == Verdict.SAME);
        assertThat(same.alerts()).isEmpty();
    }

    @Test
    void whatWasTakenOutVanishesAndTheOtherWayRoundItAppears() throws IOException {
        Path full = written("full", Cases.fleet());
        Path quiet = written("quiet", without("42.62.48.0/24"));
        Contact contact = new Contact("Xiaomi Redmi Note", "42.62.48.0/24");

        Comparison gone = Comparison.of(CaseReader.read(full), CaseReader.read(quiet));
        Comparison came = Comparison.of(CaseReader.read(quiet), CaseReader.read(full));

        assertThat(gone.contacts(Verdict.VANISHED))
                .extracting(ContactChange::contact)
                .containsExactly(contact);
        assertThat(came.contacts(Verdict.APPEARED))
                .extracting(ContactChange::contact)
                .containsExactly(contact);
        assertThat(gone.contacts(Verdict.CHANGED)).isEmpty();
        assertThat(gone.alerts()).isNotEmpty().allMatch(change -> change.verdict() == Verdict.VANISHED);
        assertThat(came.alerts()).hasSameSizeAs(gone.alerts());
    }

    @Test
    void aSeverityThatChangedIsNamed() throws IOException {
        Path high = written("high", altered(alert -> alert));
        Path low = written(
                "low",
                altered(alert -> Alert.newBuilder(alert)
                        .setSeverity(Severity.INFORMATIONAL)
                        .build()));

        assertThat(Comparison.of(CaseReader.read(high), CaseReader.read(low)).alerts())
                .isNotEmpty()
                .allSatisfy(change -> {
                    assertThat(change.verdict()).isEqualTo(Verdict.CHANGED);
                    assertThat(ComparisonFormat.severities(change)).endsWith(" -> informational");
                });
    }

    @Test
    void theCommandShowsTableJsonAndPage() throws IOException {
        Path full = written("full", Cases.fleet());
        Path quiet = written("quiet", without("42.62.48.0/24"));

        Cli table = Cli.run("compare", full.toString(), quiet.toString());
        assertThat(table.code()).as(table.err()).isEqualTo(ExitCode.DONE);
        assertThat(table.out()).contains("vanished  Xiaomi Redmi Note").contains("contacts are as before.");

        JsonNode json = JSON.readTree(Cli.run("compare", full.toString(), quiet.toString(), "--format", "json")
                .out());
        assertThat(json.at("/contacts/0/verdict").asText()).isEqualTo("vanished");
        assertThat(json.at("/contacts/0/before/connections").asLong()).isEqualTo(96 * 36);
        assertThat(json.at("/contacts/0/after/connections").asLong()).isZero();
        assertThat(json.at("/alerts/0/severityAfter").isNull()).isTrue();

        String page = Cli.run("compare", full.toString(), quiet.toString(), "--format", "html")
                .out();
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("42.62.48.0/24", "default-src &#39;none&#39;", "Vanished (1)", "Appeared (0)")
                .doesNotContain("<script", "http://", "https://");
    }

    @Test
    void hostileNamesAreHarmlessInEveryForm() throws IOException {
        String name = "<img src=x onerror=alert(1)>\u001b[2J\u202e";
        Path evil = written("evil", Cases.hostile(name));
        Path none = written("none", Cases.empty());

        for (String format : List.of("table", "json", "html")) {
            Cli cli = Cli.run("compare", none.toString(), evil.toString(), "--format", format);
            assertThat(cli.out()).as(format).doesNotContain("\u001b", "\u202e");
            if (format.equals("html")) {
                assertThat(cli.out()).doesNotContain("<img").contains("&lt;img");
            }
        }
    }

    @Test
    void aTamperedCaseIsComparedButNamed() throws IOException {
        Path one = written("one", Cases.fleet());
        Path other = written("other", Cases.fleet());
        Path counts = other.resolve("counts.csv");
        Files.writeString(counts, Files.readString(counts).replaceFirst(",36,", ",99,"));

        Cli cli = Cli.run("compare", one.toString(), other.toString());

        assertThat(cli.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(cli.err()).contains("other: counts.csv: was changed");
    }

    @Test
    void whatIsNoCaseIsNamed() throws IOException {
        Path one = written("one", Cases.fleet());
        Path broken = written("broken", Cases.fleet());
        Files.writeString(broken.resolve("counts.csv"), "model\nx\n");

        assertThat(Cli.run("compare", one.toString(), folder.toString()).err()).contains("is no case folder");
        Cli cli = Cli.run("compare", one.toString(), broken.toString());
        assertThat(cli.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(cli.err()).contains("counts.csv cannot be read as counts");
    }

    private Path written(String name, CaseResult result) throws IOException {
        Path place = folder.resolve(name);
        CaseFolder.write(place, result, CaseEvidence.NONE);
        return place;
    }

    private static CaseResult without(String destination) {
        CaseResult fleet = Cases.fleet();
        List<DestinationCount> counts = fleet.counts().stream()
                .filter(count -> !count.getDestination().equals(destination))
                .toList();
        return new CaseResult(
                fleet.facts(),
                counts,
                fleet.alerts().stream()
                        .filter(alert -> !destination.equals(alert.getDestination()))
                        .toList());
    }

    private static CaseResult altered(UnaryOperator<Alert> change) {
        CaseResult fleet = Cases.fleet();
        return new CaseResult(
                fleet.facts(),
                fleet.counts(),
                fleet.alerts().stream()
                        .filter(alert -> alert.getSeverity() != Severity.INFORMATIONAL)
                        .map(change)
                        .toList());
    }
}
