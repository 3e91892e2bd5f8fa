package io.waybill.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the rules of STIX Version 2.1, OASIS Standard, 10 June 2021. */
class StixBundleTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID =
            "[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    private static final String TIMESTAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final Set<String> OBSERVABLES = Set.of("domain-name", "ipv4-addr", "ipv6-addr");

    /** Required properties by type, sections 4 to 6, besides the common ones of section 3.2. */
    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "identity", Set.of("name"),
            "infrastructure", Set.of("name"),
            "note", Set.of("content", "object_refs"),
            "observed-data", Set.of("first_observed", "last_observed", "number_observed", "object_refs"),
            "report", Set.of("name", "published", "object_refs"),
            "relationship", Set.of("relationship_type", "source_ref", "target_ref"),
            "sighting", Set.of("sighting_of_ref"),
            "domain-name", Set.of("value"),
            "ipv4-addr", Set.of("value"),
            "ipv6-addr", Set.of("value"));

    @Test
    void every_object_has_what_the_specification_requires() throws Exception {
        JsonNode bundle = JSON.readTree(StixBundle.text(someCase()));

        assertThat(bundle.path("type").asText()).isEqualTo("bundle");
        assertThat(bundle.path("id").asText()).matches(ID).startsWith("bundle--");
        assertThat(bundle.has("spec_version")).as("bundles of 2.1 have none").isFalse();
        for (JsonNode object : bundle.path("objects")) {
            String type = object.path("type").asText();
            assertThat(REQUIRED).containsKey(type);
            assertThat(object.path("spec_version").asText()).isEqualTo("2.1");
            assertThat(object.path("id").asText()).matches(ID).startsWith(type + "--");
            REQUIRED.get(type)
                    .forEach(name ->
                            assertThat(object.has(name)).as(type + "." + name).isTrue());
            if (OBSERVABLES.contains(type)) {
                assertThat(object.has("created"))
                        .as("observables have no times")
                        .isFalse();
            } else {
                assertThat(object.path("created").asText()).matches(TIMESTAMP);
                assertThat(object.path("modified").asText()).matches(TIMESTAMP);
            }
        }
    }

    @Test
    void every_reference_leads_to_an_object_of_the_bundle_and_no_id_is_there_twice() throws Exception {
        Map<String, JsonNode> objects = objects(someCase());
        List<String> references = new ArrayList<>();
        for (JsonNode object : objects.values()) {
            object.properties().forEach(property -> {
                if (property.getKey().endsWith("_ref")) {
                    references.add(property.getValue().asText());
                } else if (property.getKey().endsWith("_refs")) {
                    assertThat(property.getValue()).as("lists are never empty").isNotEmpty();
                    property.getValue().forEach(each -> references.add(each.asText()));
                }
            });
        }
        assertThat(references).hasSizeGreaterThan(20);
        assertThat(objects.keySet()).containsAll(references);
    }

    @Test
    void an_alert_is_a_sighting_of_its_destination_at_its_subject() throws Exception {
        Map<String, JsonNode> objects = objects(someCase());
        JsonNode sighting = objects.get(StixId.of("sighting", "wb-1"));

        assertThat(objects.get(sighting.path("sighting_of_ref").asText())
                        .path("name")
                        .asText())
                .isEqualTo("42.62.48.0/24");
        assertThat(objects.get(sighting.path("where_sighted_refs").get(0).asText())
                        .path("name")
                        .asText())
                .isEqualTo("Xiaomi Redmi Note");
        assertThat(sighting.path("count").asLong()).isEqualTo(12);
        JsonNode observed =
                objects.get(sighting.path("observed_data_refs").get(0).asText());
        assertThat(observed.path("first_observed").asText()).isEqualTo("2014-08-01T00:00:00.000Z");
        assertThat(observed.path("last_observed").asText()).isEqualTo("2014-08-02T00:00:00.000Z");
        JsonNode address = objects.get(observed.path("object_refs").get(0).asText());
        assertThat(address.path("type").asText()).isEqualTo("ipv4-addr");
        assertThat(address.path("value").asText()).isEqualTo("42.62.48.0/24");
    }

    @Test
    void consists_of_leads_from_infrastructure_to_observable() throws Exception {
        Map<String, JsonNode> objects = objects(someCase());
        for (JsonNode object : objects.values()) {
            if (object.path("type").asText().equals("relationship")) {
                assertThat(object.path("relationship_type").asText()).isEqualTo("consists-of");
                assertThat(object.path("source_ref").asText()).startsWith("infrastructure--");
                String target = object.path("target_ref").asText();
                assertThat(OBSERVABLES).contains(target.substring(0, target.indexOf("--")));
            }
        }
    }

    @Test
    void an_alert_without_destination_or_with_none_that_is_a_name_has_a_note_alone() throws Exception {
        ExportedCase none = new ExportedCase(
                "none",
                Instant.EPOCH,
                List.of(alert("wb-1", "device", "p", null, 3), alert("wb-2", "device", "p", "other", 3)));
        Map<String, JsonNode> objects = objects(none);

        assertThat(objects.keySet()).noneMatch(id -> id.startsWith("sighting--") || id.startsWith("infrastructure--"));
        assertThat(objects).containsKeys(StixId.of("note", "wb-1"), StixId.of("note", "wb-2"));
    }

    @Test
    void a_case_without_alerts_is_a_report_about_nothing_but_still_valid() throws Exception {
        Map<String, JsonNode> objects = objects(new ExportedCase("empty", Instant.EPOCH, List.of()));

        assertThat(objects).hasSize(2);
        assertThat(objects.values())
                .filteredOn(object -> object.path("type").asText().equals("report"))
                .singleElement()
                .satisfies(report -> assertThat(report.path("object_refs")).hasSize(1));
    }

    @Test
    void the_order_of_alerts_does_not_show() throws Exception {
        List<JsonNode> alerts = new ArrayList<>(someCase().alerts());
        String text = StixBundle.text(someCase());
        Collections.reverse(alerts);

        assertThat(StixBundle.text(new ExportedCase("redmi", someCase().end(), alerts)))
                .isEqualTo(text);
        assertThat(StixBundle.text(someCase())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b.example", "\u202e.example", "x\u0000y.example", "<script>.example", "…​.example"})
    void hostile_names_come_out_as_data(String name) throws Exception {
        ExportedCase hostile =
                new ExportedCase("hostile", Instant.EPOCH, List.of(alert("wb-1", "model", name, name, 1)));
        String text = StixBundle.text(hostile);

        assertThat(text.codePoints().anyMatch(c -> c == 0x202e || c == 0 || c == 0x200b))
                .isFalse();
        assertThat(objects(hostile).values())
                .anySatisfy(object -> assertThat(object.path("value").asText()).isNotEmpty());
    }

    private static ExportedCase someCase() throws Exception {
        return new ExportedCase(
                "redmi",
                Instant.parse("2014-08-03T10:00:00.5Z"),
                List.of(
                        alert("wb-1", "model", "Xiaomi Redmi Note", "42.62.48.0/24", 12),
                        alert("wb-2", "device", "redmi-01", "42.62.48.0/24", 5_000_000_000L),
                        alert("wb-3", "device", "redmi-01", "xiaomi.com", 0),
                        alert("wb-4", "firmware", "Xiaomi Redmi Note V5", "2001:db8:1::/48", 7),
                        alert("wb-5", "device", "redmi-02", null, 1)));
    }

    private static JsonNode alert(String id, String level, String subject, @Nullable String destination, long samples)
            throws Exception {
        return JSON.readTree("""
                {"id": %s, "detector": "cohort-exclusive", "subject": {"level": "%s", "value": %s},
                 "destination": %s, "severity": "high", "score": 0.876,
                 "window": {"start": 1406851200000, "end": 1406937600000}, "samples": %d,
                 "explanation": "because", "suppressedBy": null}
                """.formatted(
                        JSON.writeValueAsString(id),
                        level,
                        JSON.writeValueAsString(subject),
                        JSON.writeValueAsString(destination),
                        samples));
    }

    private static Map<String, JsonNode> objects(ExportedCase content) throws Exception {
        Map<String, JsonNode> objects = new TreeMap<>();
        StreamSupport.stream(
                        JSON.readTree(StixBundle.text(content)).path("objects").spliterator(), false)
                .forEach(object -> assertThat(objects.put(object.path("id").asText(), object))
                        .isNull());
        return objects;
    }
}
