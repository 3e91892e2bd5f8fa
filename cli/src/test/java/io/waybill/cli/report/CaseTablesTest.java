package io.waybill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Alert;
import io.waybill.schemas.DestinationCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseTablesTest {

    @Test
    void countsHaveTheseColumnsAndNoRevision() {
        DestinationCount count = Cases.count("Xiaomi", "Redmi Note", "JHDMIBD21", "xiaomi.com", 0, 36)
                .setCountry("CN")
                .setAsn(23724L)
                .setOrganisation("IDC, China")
                .setRevision(7)
                .build();

        assertThat(CountsCsv.text(List.of(count)))
                .isEqualTo(
                        "model,firmware,destination,country,asn,window_start,window_end,connections,failed,bytes_sent,"
                                + "bytes_received,devices,first_seen,last_seen,manufacturer,destination_kind,organisation,packets_sent,"
                                + "packets_received\n"
                                + "Redmi Note,JHDMIBD21,xiaomi.com,CN,23724,2014-08-01T00:00:00Z,2014-08-01T01:00:00Z,36,0,45000,"
                                + "662400,3,2014-08-01T00:00:07Z,2014-08-01T00:50:00Z,Xiaomi,SITE,\"IDC, China\",324,504\n");
    }

    @Test
    void whatNobodyKnowsIsAnEmptyCell() {
        DestinationCount count = Cases.count("m", "m", "f", "d.com", 0, 1).build();

        assertThat(CountsCsv.row(count)).startsWith("m,f,d.com,,,2014").contains(",SITE,,9,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\t=1", "\r\n=1", "a\"b,c", "\u202ex"})
    void hostileNamesAreOneCellThatIsNoFormula(String name) {
        String row = CountsCsv.row(Cases.count("m", "m", "f", name, 0, 1).build());

        assertThat(row).doesNotContain("\n", "\r", "\u202e").doesNotContainPattern(",[=+@\\t]");
        assertThat(CountsCsv.text(List.of(Cases.count("m", "m", "f", name, 0, 1).build()))
                        .lines())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void orderOfTheTablesDoesNotDependOnTheirOrigin(long seed) {
        CaseResult result = Cases.fleet();
        List<DestinationCount> counts = new ArrayList<>(result.counts());
        List<Alert> alerts = new ArrayList<>(result.alerts());
        Collections.shuffle(counts, new Random(seed));
        Collections.shuffle(alerts, new Random(seed));

        CaseResult shuffled = new CaseResult(result.facts(), counts, alerts);

        assertThat(CountsCsv.text(shuffled.counts())).as("seed %s", seed).isEqualTo(CountsCsv.text(result.counts()));
        assertThat(AlertsJsonl.text(shuffled.alerts()))
                .as("seed %s", seed)
                .isEqualTo(AlertsJsonl.text(result.alerts()));
        assertThat(ReportHtml.text(shuffled, Set.of()))
                .as("seed %s", seed)
                .isEqualTo(ReportHtml.text(result, Set.of()));
        assertThat(TerminalReport.text(shuffled)).as("seed %s", seed).isEqualTo(TerminalReport.text(result));
    }

    @Test
    void retractedAlertsAreLeftOutAndTheOthersAreOpen() {
        String lines = AlertsJsonl.text(Cases.fleet().alerts());

        assertThat(lines.lines()).hasSize(7).allMatch(line -> line.matches(".*\"status\":\"OPEN\",\"revision\":1}"));
        assertThat(lines).doesNotContain("a-gone");
        assertThat(lines.lines().map(line -> line.substring(0, 9))).isSorted();
    }
}
