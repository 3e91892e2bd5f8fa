package io.waybill.captures.netflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.BadRecordException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Which rate holds for which sampler, and how much of what exporters say is remembered. */
class SamplingTest {

    private static final Templates.Source SOURCE = new Templates.Source("192.0.2.1", 1, 9);

    private final Templates templates = new Templates();

    @Test
    void aSamplerHasItsOwnRateAndTheOnlyRateHoldsForThoseThatNameNone() {
        assertThat(templates.sampling(SOURCE, 0)).isEqualTo(1);

        templates.learnSampling(SOURCE, 5, 100);
        assertThat(templates.sampling(SOURCE, 5)).isEqualTo(100);
        assertThat(templates.sampling(SOURCE, 0)).isEqualTo(100);
        assertThat(templates.sampling(SOURCE, 6)).isEqualTo(1);
        assertThat(templates.sampling(new Templates.Source("192.0.2.1", 2, 9), 5))
                .isEqualTo(1);

        templates.learnSampling(SOURCE, 6, 10);
        assertThat(templates.sampling(SOURCE, 6)).isEqualTo(10);
        assertThat(templates.sampling(SOURCE, 0)).as("of two rates").isEqualTo(1);
    }

    @Test
    void samplersOfASourceAreBounded() {
        for (int sampler = 0; sampler < 257; sampler++) {
            templates.learnSampling(SOURCE, sampler, 1_000);
        }
        templates.learnSampling(SOURCE, 7, 2_000);

        assertThat(templates.sampling(SOURCE, 255)).isEqualTo(1_000);
        assertThat(templates.sampling(SOURCE, 256)).isEqualTo(1);
        assertThat(templates.sampling(SOURCE, 7)).as("a known one changes").isEqualTo(2_000);
    }

    @Test
    void sourcesAreBounded() {
        for (int domain = 0; domain < 8_193; domain++) {
            templates.learnSampling(new Templates.Source("192.0.2.1", domain, 9), 0, 10);
        }

        assertThat(templates.sampling(new Templates.Source("192.0.2.1", 0, 9), 0))
                .isEqualTo(1);
        assertThat(templates.sampling(new Templates.Source("192.0.2.1", 1, 9), 0))
                .isEqualTo(10);
    }

    @Test
    void fieldsOfATemplateAreBounded() throws BadRecordException {
        assertThat(Template.read(ByteBuffer.allocate(4 * 4_096), 4_096, true, false)
                        .fields())
                .hasSize(4_096);
        assertThatThrownBy(() -> Template.read(ByteBuffer.allocate(4 * 4_097), 4_097, true, false))
                .isInstanceOf(BadRecordException.class)
                .hasMessage("a template of 4097 fields in 16388 bytes");
    }
}
