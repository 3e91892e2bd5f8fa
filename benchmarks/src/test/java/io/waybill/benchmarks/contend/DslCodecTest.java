package io.waybill.benchmarks.contend;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.benchmarks.contend.DslCodec.Contact;
import io.waybill.benchmarks.contend.DslCodec.RowSums;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class DslCodecTest {

    private static final Contact EARLY = new Contact("row", 1_000, 2, true, 10, 0, "CN", 4_134);
    private static final Contact LATE = new Contact("row", 5_000, 1, false, 7, 90, "", 0);

    @Test
    void a_contact_survives_but_for_the_row_that_its_key_says() {
        assertThat(copy(DslCodec.contacts(), EARLY)).isEqualTo(new Contact("", 1_000, 2, true, 10, 0, "CN", 4_134));
        assertThat(copy(DslCodec.contacts(), LATE)).isEqualTo(new Contact("", 5_000, 1, false, 7, 90, "", 0));
    }

    @Test
    void sums_survive() {
        RowSums sums = RowSums.none().plus(EARLY).plus(LATE);

        assertThat(copy(DslCodec.sums(), sums)).isEqualTo(sums);
        assertThat(copy(DslCodec.sums(), RowSums.none())).isEqualTo(RowSums.none());
    }

    @Test
    void sums_add_up_in_either_order() {
        RowSums expected = new RowSums(3, 2, 17, 90, 1_000, 5_000, "", 0);

        assertThat(RowSums.none().plus(EARLY).plus(LATE)).isEqualTo(expected);
        assertThat(RowSums.none().plus(LATE).plus(EARLY)).isEqualTo(expected);
    }

    private static <T> T copy(Serde<T> serde, T value) {
        return serde.deserializer().deserialize("topic", serde.serializer().serialize("topic", value));
    }
}
