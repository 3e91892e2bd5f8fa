package io.waybill.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StixIdTest {

    /** The first and the third are examples of the specification; other implementations test against all of them. */
    @ParameterizedTest
    @CsvSource({
        "domain-name, example.com, domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7",
        "domain-name, control.example.com, domain-name--427e3664-0043-5865-b454-97df26649bde",
        "ipv4-addr, 198.51.100.3, ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4",
        "ipv6-addr, 2001:db8::1, ipv6-addr--6469e3a9-b053-5e34-a025-9396ae051d26"
    })
    void observables_have_the_ids_that_every_tool_gives_them(String type, String value, String id) {
        assertThat(StixId.observable(type, value)).isEqualTo(id);
    }

    @Test
    void ids_of_our_objects_are_name_based_and_outside_the_namespace_of_observables() {
        String id = StixId.of("note", "wb-1");

        UUID uuid = UUID.fromString(id.substring("note--".length()));
        assertThat(uuid.version()).isEqualTo(5);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(StixId.of("note", "wb-1")).isEqualTo(id);
        assertThat(StixId.of("note", "wb-2")).isNotEqualTo(id);
        assertThat(StixId.of("sighting", "wb-1").substring("sighting--".length()))
                .isNotEqualTo(id.substring("note--".length()));
    }

    @Test
    void a_value_with_quotes_is_hashed_as_the_json_it_is() {
        assertThat(StixId.observable("domain-name", "a\"b.example"))
                .isNotEqualTo(StixId.observable("domain-name", "ab.example"));
    }
}
