package io.waybill.streams.alert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.Severity;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Severity and state of one alert in each format's own numbers. */
class SeveritiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        "INFORMATIONAL, 1, 1, Informational, 1",
        "LOW, 3, 2, Low, 2",
        "MEDIUM, 5, 3, Medium, 3",
        "HIGH, 8, 4, High, 4",
        "CRITICAL, 10, 5, Critical, 5"
    })
    void eachFormatHasItsScale(Severity severity, String cef, int ecs, String caption, int ocsf) throws IOException {
        Alert alert = Alerts.redmi().setSeverity(severity).build();
        JsonNode finding = JSON.readTree(OcsfFinding.render(alert));

        assertThat(CefLine.render(alert).split("\\|", 8)[6]).isEqualTo(cef);
        assertThat(JSON.readTree(EcsAlert.render(alert)).at("/event/severity").asInt())
                .isEqualTo(ecs);
        assertThat(finding.path("severity_id").asInt()).isEqualTo(ocsf);
        assertThat(finding.path("severity").asText()).isEqualTo(caption);
        assertThat(AlertTable.render(alert)).startsWith(Words.of(severity) + " ");
        assertThat(AlertCsv.render(alert).split(",", -1)[5]).isEqualTo(Words.of(severity));
        assertThat(JSON.readTree(AlertJson.render(alert)).path("severity").asText())
                .isEqualTo(Words.of(severity));
    }

    @ParameterizedTest
    @CsvSource({"OPEN, alert-raised, 1", "UPDATED, alert-raised, 2", "RETRACTED, alert-retracted, 3"})
    void eachFormatTellsWhetherItStands(AlertStatus status, String action, int activity) throws IOException {
        Alert alert = Alerts.redmi().setStatus(status).setRevision(4).build();

        assertThat(JSON.readTree(EcsAlert.render(alert)).at("/event/action").asText())
                .isEqualTo(action);
        assertThat(JSON.readTree(OcsfFinding.render(alert)).path("activity_id").asInt())
                .isEqualTo(activity);
        assertThat(CefLine.render(alert)).contains("cn2=4 ").contains("outcome=" + status + " ");
        assertThat(AlertCsv.render(alert)).contains("," + status + ",4,");
    }

    @Test
    void anAlertWithoutDestinationNamesNone() throws IOException {
        Alert alert = Alerts.redmi().setDestination(null).build();

        assertThat(CefLine.render(alert))
                .doesNotContain("dhost=")
                .doesNotContain("cs3=")
                .contains("|periodic-contact: redmi-07|");
        assertThat(JSON.readTree(EcsAlert.render(alert)).has("destination")).isFalse();
        assertThat(JSON.readTree(OcsfFinding.render(alert)).has("observables")).isFalse();
        assertThat(AlertTable.render(alert)).contains(" -  ");
        assertThat(AlertCsv.render(alert)).contains(",redmi-07,,high,");
    }
}
