package io.waybill.streams.alert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.SubjectLevel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlertFormatTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(AlertFormat.class)
    void everyFormatIsOneHarmlessLineWhateverTheNames(AlertFormat format) {
        for (Alert alert : Alerts.hostile()) {
            String line = format.render(alert);

            assertThat(line.codePoints().anyMatch(Hazards::isHazard)).as(line).isFalse();
            assertThat(format.render(alert)).isEqualTo(line);
        }
    }

    @Test
    void cefHoldsHeaderAndExtension() {
        assertThat(CefLine.render(Alerts.redmi().setDestination("xiaomi.com").build()))
                .isEqualTo("CEF:0|Waybill|Waybill|1|periodic-contact|periodic-contact: redmi-07 -> xiaomi.com|8|"
                        + "rt=1406937600250 start=1406851200000 end=1406937600250 externalId=a1 cat=periodic-contact cnt=288 "
                        + "dhost=xiaomi.com cs1Label=subjectLevel cs1=device cs2Label=subject cs2=redmi-07 "
                        + "cs4Label=measure cs4=contacts per hour cn1Label=devices cn1=1 cn2Label=revision cn2=1 "
                        + "cfp1Label=score cfp1=0.93 cfp2Label=observed cfp2=12 cfp3Label=expected cfp3=0.3 "
                        + "outcome=OPEN msg=redmi-07 contacted 42.62.48.0/24 every 300 s.");
    }

    @Test
    void cefEscapesItsOwnSeparators() {
        String line = CefLine.render(Alerts.named("a|b\\c=d\ne"));

        assertThat(line).contains("periodic-contact: a\\|b\\\\c=d e -> ").contains("cs2=a|b\\\\c\\=d\\ne ");
        assertThat(line.split("(?<!\\\\)\\|", 8)[6]).isEqualTo("8");
    }

    @ParameterizedTest
    @CsvSource({
        "DEVICE, /device/id",
        "APP, /package/name",
        "MODEL, /device/model/name",
        "MANUFACTURER, /device/manufacturer",
        "FIRMWARE, /waybill/subject/value",
        "FLEET, /waybill/subject/value",
    })
    void ecsPutsTheSubjectWhereTheSchemaHasItsField(SubjectLevel level, String pointer) throws IOException {
        JsonNode alert = JSON.readTree(EcsAlert.render(
                Alerts.redmi().setSubject(new AlertSubject(level, "whom")).build()));

        assertThat(alert.at(pointer).asText()).isEqualTo("whom");
        assertThat(alert.at("/event/kind").asText()).isEqualTo("alert");
        assertThat(alert.at("/@timestamp").asText()).isEqualTo("2014-08-02T00:00:00.250Z");
        assertThat(alert.at("/rule/id").asText()).isEqualTo("periodic-contact");
        assertThat(alert.at("/event/risk_score").asDouble()).isEqualTo(93);
    }

    @Test
    void ecsCallsOnlyASiteADomain() throws IOException {
        JsonNode network = JSON.readTree(EcsAlert.render(Alerts.redmi().build()));
        JsonNode site = JSON.readTree(
                EcsAlert.render(Alerts.redmi().setDestination("xiaomi.com").build()));

        assertThat(network.at("/destination").has("domain")).isFalse();
        assertThat(network.at("/destination/address").asText()).isEqualTo("42.62.48.0/24");
        assertThat(site.at("/destination/domain").asText()).isEqualTo("xiaomi.com");
    }

    @ParameterizedTest
    @MethodSource("io.waybill.streams.alert.render.Alerts#hostile")
    void csvHasItsColumnsAndNoFormulas(Alert alert) {
        List<String> cells = cells(AlertCsv.render(alert));

        assertThat(cells).hasSize(AlertCsv.HEADER.split(",").length);
        assertThat(cells.get(3))
                .doesNotStartWith("=")
                .doesNotStartWith("+")
                .doesNotStartWith("-")
                .doesNotStartWith("@");
    }

    @Test
    void tableCutsNamesAndKeepsTheExplanation() {
        assertThat(AlertTable.HEADER)
                .isEqualTo("SEVERITY       DETECTOR             SUBJECT                             DESTINATION"
                        + "                     SCORE  EXPLANATION");
        assertThat(AlertTable.render(Alerts.named("x".repeat(99))))
                .startsWith("high           periodic-contact     app xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  xxxx")
                .endsWith("0.93   seen: " + "x".repeat(99));
    }

    /** Reads one row of CSV, the way RFC 4180 says. */
    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (quoted && c == '"' && i + 1 < row.length() && row.charAt(i + 1) == '"') {
                cell.append(row.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
