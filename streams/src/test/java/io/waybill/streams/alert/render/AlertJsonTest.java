package io.waybill.streams.alert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.schemas.Alert;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void oneAlertIsTheseBytes() {
        assertThat(AlertJson.render(Alerts.redmi().build()))
                .isEqualTo("{\"id\":\"a1\",\"detector\":\"periodic-contact\","
                        + "\"subject\":{\"level\":\"device\",\"value\":\"redmi-07\"},\"destination\":\"42.62.48.0/24\","
                        + "\"severity\":\"high\",\"score\":0.93,\"window\":{\"start\":1406851200000,\"end\":1406937600250},"
                        + "\"measure\":\"contacts per hour\",\"observed\":12,\"expected\":0.3,\"lowerBound\":null,"
                        + "\"upperBound\":3.5,\"samples\":288,\"devices\":1,\"subscores\":{\"presence\":1,\"timing\":0.99},"
                        + "\"parameters\":{\"minContacts\":\"8\"},"
                        + "\"explanation\":\"redmi-07 contacted 42.62.48.0/24 every 300 s.\","
                        + "\"evidence\":[{\"capture\":\"day1.pcap\",\"position\":17,\"eventId\":\"abc-17\","
                        + "\"time\":1406851200000,\"deviceId\":\"redmi-07\"}],\"suppressedBy\":null,\"knownService\":null,"
                        + "\"status\":\"OPEN\",\"revision\":1}");
    }

    @Test
    void everyFieldOfTheSchemaIsThere() throws IOException {
        JsonNode line = JSON.readTree(AlertJson.render(Alerts.redmi().build()));

        Alert.getClassSchema()
                .getFields()
                .forEach(field ->
                        assertThat(line.has(field.name())).as(field.name()).isTrue());
        assertThat(line.size()).isEqualTo(Alert.getClassSchema().getFields().size());
    }

    @ParameterizedTest
    @MethodSource("io.waybill.streams.alert.render.Alerts#hostile")
    void hostileNamesSurviveAndHarmNobody(Alert alert) throws IOException {
        String line = AlertJson.render(alert);
        JsonNode read = JSON.readTree(line);

        assertThat(line.codePoints().anyMatch(Hazards::isHazard)).isFalse();
        assertThat(read.at("/subject/value").asText())
                .isEqualTo(alert.getSubject().getValue());
        assertThat(read.at("/destination").asText()).isEqualTo(alert.getDestination());
        assertThat(read.at("/evidence/0/eventId").asText()).isEqualTo(alert.getDestination());
        assertThat(read.at("/parameters").fieldNames().next()).isEqualTo(alert.getDestination());
    }
}
