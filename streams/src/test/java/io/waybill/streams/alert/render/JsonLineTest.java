package io.waybill.streams.alert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLineTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void fieldsStandInTheOrderTheyAreWritten() {
        String line = JsonLine.object(json -> json.text("z", "1")
                .whole("a", Long.MIN_VALUE)
                .number("m", 0.1 + 0.2)
                .number("none", null)
                .number("nan", Double.NaN)
                .flag("yes", true)
                .text("nothing", null)
                .texts("list", List.of("b", "a"))
                .object("inner", inner -> inner.whole("n", 1)));

        assertThat(line)
                .isEqualTo("{\"z\":\"1\",\"a\":-9223372036854775808,\"m\":0.3,\"none\":null,\"nan\":null,\"yes\":true,"
                        + "\"nothing\":null,\"list\":[\"b\",\"a\"],\"inner\":{\"n\":1}}");
    }

    @Test
    void mapsAreInTheOrderOfTheirKeysHoweverTheyWereFilled() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("b", "2");
        one.put("a", "1");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("a", "1");
        other.put("b", "2");

        assertThat(JsonLine.object(json -> json.textMap("m", one)))
                .isEqualTo(JsonLine.object(json -> json.textMap("m", other)))
                .isEqualTo("{\"m\":{\"a\":\"1\",\"b\":\"2\"}}");
        assertThat(JsonLine.object(json -> json.numberMap("m", Map.of("y", 2.0, "x", 0.5))))
                .isEqualTo("{\"m\":{\"x\":0.5,\"y\":2}}");
    }

    @Test
    void whateverAStrangerChoseComesBackFromALineWithoutHazards() throws IOException {
        for (String name : Alerts.HOSTILE) {
            String line = JsonLine.object(json -> json.text("name", name).textMap("map", Map.of(name, name)));
            JsonNode back = JSON.readTree(line);

            assertThat(line.chars().noneMatch(Hazards::isHazard)).as(line).isTrue();
            assertThat(back.path("name").asText()).isEqualTo(name);
            assertThat(back.path("map").path(name).asText()).isEqualTo(name);
        }
    }

    @Test
    void aDocumentHasLinesForPeople() throws IOException {
        String text = JsonLine.document(
                json -> json.whole("a", 1).list("l", List.of("x", "y"), (entry, value) -> entry.text("v", value)));

        assertThat(text).endsWith("}\n").contains("\n  \"a\" : 1,\n");
        assertThat(JSON.readTree(text)).isEqualTo(JSON.readTree("{\"a\":1,\"l\":[{\"v\":\"x\"},{\"v\":\"y\"}]}"));
    }
}
