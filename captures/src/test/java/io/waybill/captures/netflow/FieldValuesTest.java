package io.waybill.captures.netflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exporters choose the lengths of their fields (RFC 7011, section 6.2). */
class FieldValuesTest {

    private final FieldValues values = new FieldValues();

    private void take(int id, String hex) {
        ByteBuffer in = ByteBuffer.wrap(HexFormat.of().parseHex("ff" + hex + "ff"));
        in.position(1);
        values.take(id, in, hex.length() / 2);
        assertThat(in.position()).as("the buffer is left where it was").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "07, 7",
        "0100, 256",
        "010000, 65536",
        "ffffffff, 4294967295",
        "0000000000000005, 5",
        "7fffffffffffffff, 9223372036854775807"
    })
    void numbers_of_any_length_to_eight_bytes(String hex, long number) {
        take(FieldValues.OCTETS, hex);

        assertThat(values.has(FieldValues.OCTETS)).isTrue();
        assertThat(values.number(FieldValues.OCTETS)).isEqualTo(number);
    }

    @Test
    void a_number_of_nine_bytes_is_none() {
        take(FieldValues.OCTETS, "000000000000000001");

        assertThat(values.has(FieldValues.OCTETS)).isFalse();
        assertThat(values.number(FieldValues.OCTETS)).isZero();
    }

    @Test
    void an_address_is_one_of_the_length_that_is_asked_for() {
        take(FieldValues.SOURCE_IPV4, "c6336409");

        assertThat(values.address(FieldValues.SOURCE_IPV4, 4)).containsExactly(0xc6, 0x33, 0x64, 0x09);
        assertThat(values.address(FieldValues.SOURCE_IPV4, 16)).isNull();
        assertThat(values.address(FieldValues.SOURCE_IPV6, 16)).isNull();
    }

    @Test
    void an_address_outlives_the_buffer_it_came_in() {
        byte[] datagram = {1, 2, 3, 4, 5, 6};
        values.take(FieldValues.SOURCE_MAC, ByteBuffer.wrap(datagram), 6);

        datagram[0] = 99;

        assertThat(values.address(FieldValues.SOURCE_MAC, 6)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    /** Enterprise elements, those of a later registry, and what has no bytes at all. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1, 324, 40_000})
    void what_is_not_known_is_passed_over(int id) {
        take(id, "0001");

        assertThat(values.firstOf(FieldValues.OCTETS, FieldValues.PACKETS)).isZero();
    }

    @Test
    void a_field_without_bytes_is_not_there() {
        take(FieldValues.OCTETS, "");

        assertThat(values.has(FieldValues.OCTETS)).isFalse();
    }

    @Test
    void the_first_that_is_there_and_not_zero() {
        take(FieldValues.OCTETS, "00");
        take(FieldValues.TOTAL_OCTETS, "09");
        take(FieldValues.OUT_OCTETS, "07");

        assertThat(values.firstOf(FieldValues.OCTETS, FieldValues.TOTAL_OCTETS, FieldValues.OUT_OCTETS))
                .isEqualTo(9);
        assertThat(values.firstOf(FieldValues.OCTETS)).isZero();
        assertThat(values.firstOf()).isZero();
    }

    /** Bidirectional flows (RFC 5103): the other way's counters have the same numbers under another enterprise. */
    @Test
    void the_other_direction_is_kept_apart() {
        take(FieldValues.OCTETS, "0a");
        take(FieldValues.OCTETS | Template.REVERSE, "14");
        take(FieldValues.TOTAL_PACKETS | Template.REVERSE, "0000000000000003");
        take(FieldValues.PROTOCOL | Template.REVERSE, "06");
        take(FieldValues.OCTETS | Template.REVERSE, "000000000000000001");
        take(FieldValues.PACKETS | Template.REVERSE, "000000000000000001");

        assertThat(values.number(FieldValues.OCTETS)).isEqualTo(10);
        assertThat(values.reverseOctets()).isEqualTo(20);
        assertThat(values.reversePackets()).isEqualTo(3);
        assertThat(values.has(FieldValues.PROTOCOL)).isFalse();
    }

    @Test
    void nothing_of_one_record_is_left_in_the_next() {
        take(FieldValues.OCTETS, "0a");
        take(FieldValues.SOURCE_IPV4, "c6336409");
        take(FieldValues.OCTETS | Template.REVERSE, "14");
        take(FieldValues.PACKETS | Template.REVERSE, "02");

        values.clear();

        assertThat(values.has(FieldValues.OCTETS)).isFalse();
        assertThat(values.number(FieldValues.OCTETS)).isZero();
        assertThat(values.address(FieldValues.SOURCE_IPV4, 4)).isNull();
        assertThat(values.reverseOctets()).isZero();
        assertThat(values.reversePackets()).isZero();
    }
}
