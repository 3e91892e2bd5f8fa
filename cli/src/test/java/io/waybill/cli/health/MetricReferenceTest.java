package io.waybill.cli.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricReferenceTest {

    @Test
    void the_page_is_what_the_program_says() throws Exception {
        assertThat(Files.readString(Path.of("../docs/metrics.md")))
                .as("run: ./waybill config --metrics > docs/metrics.md")
                .isEqualTo(MetricReference.markdown());
    }
}
