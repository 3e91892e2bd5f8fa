package io.waybill.streams.alert.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HazardsTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, '\b', '\t', '\n', '\r', 0x1b, 0x7f, 0x80, 0x9b, 0x9f, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f,
                0x61c, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0xfeff
            })
    void deceives(int c) {
        assertThat(Hazards.isHazard(c)).as("U+%04X", c).isTrue();
        assertThat(Hazards.escapeOf(c)).isEqualTo("\\u%04x".formatted(c));
    }

    @ParameterizedTest
    @ValueSource(ints = {' ', '!', '~', 0xa0, 0xe9, 0x2027, 0x202f, 0x2065, 0x206a, 0x4e2d, 0xd83d, 0xdcf1, 0xfefe})
    void isHarmless(int c) {
        assertThat(Hazards.isHazard(c)).as("U+%04X", c).isFalse();
    }

    @Test
    void anyTextBecomesOneHarmlessLineAndHarmlessTextStaysAsItIs() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                text.append((char) random.nextInt(0x10000));
            }
            String escaped = Hazards.escape(text);

            assertThat(escaped.chars().noneMatch(Hazards::isHazard))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(Hazards.escape(escaped)).as("seed %d", seed).isEqualTo(escaped);
            assertThat(escaped).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(text.length());
        }
    }
}
