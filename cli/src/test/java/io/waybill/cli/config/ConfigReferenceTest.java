package io.waybill.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    @Test
    void the_page_is_what_the_program_says() throws Exception {
        assertThat(Files.readString(Path.of("../docs/configuration.md")))
                .as("run: ./waybill config --reference > docs/configuration.md")
                .isEqualTo(ConfigReference.markdown());
    }
}
