package io.waybill.streams.alert.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.AlertSubject;
import io.waybill.schemas.Severity;
import io.waybill.schemas.SubjectLevel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OcsfFindingTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What the published schema (1.4, class 2004 with its base event and objects) requires; compared again in November 2026 with
     * ocsf-schema of then (1.9 in the making: detection_finding.json and finding.json at 05e0f0b, finding_info.json at 02f54e3,
     * evidences.json at 0ce0c41, observable.json at 01d6c7c), which asks for nothing more.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/activity_id",
                "/category_uid",
                "/class_uid",
                "/finding_info/uid",
                "/metadata/product/name",
                "/metadata/version",
                "/severity_id",
                "/time",
                "/type_uid",
                "/finding_info/analytic/type_id",
                "/observables/0/name",
                "/observables/0/type_id",
                "/device/type_id",
                "/evidences/0/device/type_id"
            })
    void requiredAttributesAreThere(String pointer) throws IOException {
        JsonNode finding = JSON.readTree(OcsfFinding.render(Alerts.redmi().build()));

        assertThat(finding.at(pointer).isMissingNode()).as(pointer).isFalse();
        assertThat(finding.at(pointer).isNull()).as(pointer).isFalse();
    }

    /** "Constraints" of objects/evidences.json, _resource.json and product.json: at least one of them. */
    @Test
    void objectsHaveAtLeastOneOfWhatTheirConstraintsName() throws IOException {
        for (Alert alert : List.of(
                Alerts.redmi().build(), Alerts.redmi().setDestination(null).build())) {
            JsonNode finding = JSON.readTree(OcsfFinding.render(alert));

            assertThat(finding.at("/evidences"))
                    .isNotEmpty()
                    .allSatisfy(evidence -> assertThat(
                                    evidence.has("data") || evidence.has("device") || evidence.has("dst_endpoint"))
                            .isTrue());
            assertThat(finding.at("/resources"))
                    .isNotEmpty()
                    .allSatisfy(resource -> assertThat(resource.has("name")).isTrue());
            assertThat(finding.at("/metadata/product").has("name")).isTrue();
        }
    }

    /** Values that the schema's enumerations have: analytic.type_id, device.type_id, observable.type_id, severity_id. */
    @Test
    void numbersAreOnesThatTheSchemaNames() throws IOException {
        JsonNode finding = JSON.readTree(OcsfFinding.render(Alerts.redmi().build()));

        assertThat(finding.at("/category_uid").asInt()).as("Findings").isEqualTo(2);
        assertThat(finding.at("/class_uid").asInt()).as("Detection Finding").isEqualTo(2004);
        assertThat(finding.at("/finding_info/analytic/type_id").asInt())
                .as("Statistical")
                .isEqualTo(3);
        assertThat(finding.at("/device/type_id").asInt()).as("Mobile").isEqualTo(5);
        assertThat(finding.at("/confidence_score").asInt()).isBetween(0, 100);
        assertThat(finding.at("/time").isIntegralNumber()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"OPEN, 1, 200401, 1, true", "UPDATED, 2, 200402, 1, true", "RETRACTED, 3, 200403, 4, false"})
    void statusIsTheActivity(AlertStatus status, int activity, int type, int statusId, boolean alert)
            throws IOException {
        JsonNode finding = JSON.readTree(
                OcsfFinding.render(Alerts.redmi().setStatus(status).build()));

        assertThat(finding.at("/activity_id").asInt()).isEqualTo(activity);
        assertThat(finding.at("/type_uid").asInt()).isEqualTo(type);
        assertThat(finding.at("/status_id").asInt()).isEqualTo(statusId);
        assertThat(finding.at("/is_alert").asBoolean()).isEqualTo(alert);
    }

    @Test
    void suppressedFindingSaysSo() throws IOException {
        JsonNode finding = JSON.readTree(
                OcsfFinding.render(Alerts.redmi().setSuppressedBy("holiday").build()));

        assertThat(finding.at("/status_id").asInt()).isEqualTo(3);
        assertThat(finding.at("/is_alert").asBoolean()).isFalse();
        assertThat(finding.at("/unmapped/suppressed_by").asText()).isEqualTo("holiday");
    }

    @ParameterizedTest
    @EnumSource(Severity.class)
    void severityRunsFromOneToFive(Severity severity) throws IOException {
        JsonNode finding = JSON.readTree(
                OcsfFinding.render(Alerts.redmi().setSeverity(severity).build()));

        assertThat(finding.at("/severity_id").asInt()).isEqualTo(severity.ordinal() + 1);
        assertThat(finding.at("/severity").asText()).isEqualToIgnoringCase(severity.name());
    }

    @Test
    void siteIsAHostnameAndNetworkASubnet() throws IOException {
        JsonNode network = JSON.readTree(OcsfFinding.render(Alerts.redmi().build()));
        JsonNode site = JSON.readTree(
                OcsfFinding.render(Alerts.redmi().setDestination("xiaomi.com").build()));

        assertThat(network.at("/observables/0/type_id").asInt()).isEqualTo(12);
        assertThat(network.at("/evidences/0/dst_endpoint/name").asText()).isEqualTo("42.62.48.0/24");
        assertThat(site.at("/observables/0/type_id").asInt()).isEqualTo(1);
        assertThat(site.at("/evidences/0/dst_endpoint/hostname").asText()).isEqualTo("xiaomi.com");
    }

    @Test
    void findingAboutAModelWithoutDestinationNamesNeitherDeviceNorEndpoint() throws IOException {
        JsonNode finding = JSON.readTree(OcsfFinding.render(Alerts.redmi()
                .setSubject(new AlertSubject(SubjectLevel.MODEL, "Xiaomi Redmi Note"))
                .setDestination(null)
                .build()));

        assertThat(finding.has("device")).isFalse();
        assertThat(finding.has("observables")).isFalse();
        assertThat(finding.at("/evidences/0").has("dst_endpoint")).isFalse();
        assertThat(finding.at("/resources/0/name").asText()).isEqualTo("Xiaomi Redmi Note");
    }

    @ParameterizedTest
    @MethodSource("io.waybill.streams.alert.render.Alerts#hostile")
    void hostileNamesStayInsideTheirStrings(Alert alert) throws IOException {
        String line = OcsfFinding.render(alert);

        assertThat(line.codePoints().anyMatch(Hazards::isHazard)).isFalse();
        assertThat(JSON.readTree(line).at("/resources/0/name").asText())
                .isEqualTo(alert.getSubject().getValue());
    }
}
