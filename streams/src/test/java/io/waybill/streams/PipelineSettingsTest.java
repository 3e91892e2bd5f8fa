package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.registry.RegistrySettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the settings of a pipeline say of themselves. */
class PipelineSettingsTest {

    @Test
    void passwordsAreNotInTheirText() {
        RegistrySettings registry =
                new RegistrySettings("https://registry", false, Map.of("basic.auth.user.info", "waybill:swordfish"));
        PipelineSettings settings = PipelineSettings.live("broker:9093", "https://registry", 4, 1, Path.of("state"))
                .withKafka(Map.of(
                        "sasl.jaas.config", "required password=\"swordfish\";", "security.protocol", "SASL_SSL"));

        assertThat(settings.toString())
                .contains("broker:9093", "https://registry", "sasl.jaas.config")
                .doesNotContain("swordfish");
        assertThat(registry.toString())
                .contains("https://registry", "basic.auth.user.info")
                .doesNotContain("swordfish");
    }
}
