package io.waybill.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.waybill.captures.InputProblem;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PseudonymsTest {

    private static final String KEY = "00112233445566778899aabbccddeeff";

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    @Test
    void the_name_is_the_beginning_of_the_hmac_as_openssl_computes_it() throws IOException {
        // printf redmi-01 | openssl dgst -sha256 -hmac 00112233445566778899aabbccddeeff
        assertThat(under(KEY).of("redmi-01")).isEqualTo("p-8e08755c39606d73ee78");
    }

    @Test
    void the_same_key_gives_the_same_names_and_another_key_others() throws IOException {
        Pseudonyms other = under("another key of enough bytes");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String id = "device-" + i;
            assertThat(under(KEY).of(id))
                    .matches("p-[0-9a-f]{20}")
                    .isEqualTo(under(KEY).of(id));
            names.add(under(KEY).of(id));
            names.add(other.of(id));
        }
        assertThat(names).hasSize(2_000);
        assertThat(under(KEY).keyId()).isNotEqualTo(other.keyId());
    }

    @Test
    void white_space_after_the_key_does_not_count() throws IOException {
        assertThat(under(KEY + " \r\n").keyId()).isEqualTo(under(KEY).keyId());
        assertThat(under(" " + KEY).keyId()).isNotEqualTo(under(KEY).keyId());
    }

    @Test
    void keys_that_can_be_guessed_and_files_that_are_none_are_refused() throws IOException {
        under("sixteen bytes ok");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> under("fifteen bytes.. \n"))
                .withMessageContaining("shorter than 16 bytes; 'waybill keys secret FILE' makes one");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> under("x".repeat(4_097)))
                .withMessageContaining("longer than 4096 bytes");
    }

    @Test
    void a_hidden_profile_keeps_model_and_country_and_nothing_that_tells_the_device() throws IOException {
        DeviceProfile profile = DeviceProfile.newBuilder()
                .setDeviceId("redmi-01")
                .setManufacturer("Xiaomi")
                .setModel("Redmi Note")
                .setFirmware("JHDMIBD21")
                .setHomeCountry("DE")
                .setAddresses(List.of("02:00:00:00:01:01"))
                .build();

        DeviceProfile hidden = under(KEY).hide(profile);

        assertThat(hidden.getModel()).isEqualTo("Redmi Note");
        assertThat(hidden.toString()).doesNotContain("redmi-01").doesNotContain("02:00");
        assertThat(profile.getDeviceId()).isEqualTo("redmi-01");
    }

    @Test
    void a_hidden_problem_tells_where_but_quotes_nothing() throws IOException {
        InputProblem problem = new InputProblem("a.jsonl", "line", 7, "device redmi-01 has no time");

        assertThat(under(KEY).hide(problem).describe())
                .contains("a.jsonl")
                .contains("7")
                .doesNotContain("redmi");
    }

    private Pseudonyms under(String key) throws IOException {
        return Pseudonyms.read(Files.writeString(folder.resolve("key"), key));
    }
}
