package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MmdbFieldsTest {

    @Test
    void countriesUnderTheNamesOfEachMaker() {
        assertThat(MmdbFields.country(Map.of("country", Map.of("iso_code", "CN"))))
                .isEqualTo("CN");
        assertThat(MmdbFields.country(Map.of("country_code", "in"))).isEqualTo("IN");
        assertThat(MmdbFields.country(Map.of("country", "de"))).isEqualTo("DE");
        assertThat(MmdbFields.country(Map.of("registered_country", Map.of("iso_code", "US"))))
                .isEqualTo("US");
    }

    @Test
    void whereItIsUsedGoesBeforeWhereItIsRegistered() {
        assertThat(MmdbFields.country(Map.of(
                        "registered_country", Map.of("iso_code", "US"),
                        "country", Map.of("iso_code", "CN"))))
                .isEqualTo("CN");
    }

    @Test
    void whatIsNoCountryIsNone() {
        assertThat(MmdbFields.country(Map.of())).isNull();
        assertThat(MmdbFields.country(Map.of("country", "China"))).isNull();
        assertThat(MmdbFields.country(Map.of("country", 49))).isNull();
        assertThat(MmdbFields.country(Map.of("country", Map.of("name", "CN")))).isNull();
        assertThat(MmdbFields.country(Map.of("country", List.of("CN"), "country_code", "FR")))
                .isEqualTo("FR");
    }

    @Test
    void autonomousSystemsAsNumberOrText() {
        assertThat(MmdbFields.asn(Map.of("autonomous_system_number", 4134L))).isEqualTo(4134);
        assertThat(MmdbFields.asn(Map.of("asn", "AS4134"))).isEqualTo(4134);
        assertThat(MmdbFields.asn(Map.of("asn", "as4294967295"))).isEqualTo(4_294_967_295L);
        assertThat(MmdbFields.asn(Map.of("autonomous_system_number", 1, "asn", "AS2")))
                .isEqualTo(1);
    }

    @Test
    void whatIsNoAutonomousSystemIsZero() {
        for (Object value : List.of("", "4134", "AS", "AS-1", "AS12345678901", "ASx", true, List.of(1))) {
            assertThat(MmdbFields.asn(Map.of("asn", value))).as("%s", value).isZero();
        }
        assertThat(MmdbFields.asn(Map.of())).isZero();
    }

    @Test
    void theFirstOrganisationThatSaysSomething() {
        assertThat(MmdbFields.organisation(Map.of("autonomous_system_organization", " ", "as_name", "Chinanet")))
                .isEqualTo("Chinanet");
        assertThat(MmdbFields.organisation(Map.of("organization", "Acme"))).isEqualTo("Acme");
        assertThat(MmdbFields.organisation(Map.of("as_name", 7))).isNull();
        assertThat(MmdbFields.organisation(Map.of())).isNull();
    }
}
