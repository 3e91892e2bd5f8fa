package io.waybill.captures.name;

import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DNS messages, and how long what they said holds. */
class DnsReadingTest {

    private static final DnsAnswers.Ip PHONE = new DnsAnswers.Ip(false, 0, 1);
    private static final DnsAnswers.Ip OTHER = new DnsAnswers.Ip(false, 0, 2);

    private static DnsAnswers.Ip server(int number) {
        return new DnsAnswers.Ip(false, 0, 1_000 + number);
    }

    @ParameterizedTest(name = "for {0} s, after {1} ms: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "60, -1, -",
                "60, 0, a.example",
                "60, 300000, a.example",
                "60, 300001, -",
                "400, 400000, a.example",
                "400, 400001, -",
                "999999, 86400000, a.example",
                "999999, 86400001, -",
            })
    void an_answer_holds_from_when_it_came_until_it_is_too_old(long ttl, long after, @Nullable String name) {
        DnsAnswers answers = new DnsAnswers(10);
        answers.learn(PHONE, server(1), "a.example", 5_000, ttl);

        assertThat(answers.nameOf(PHONE, server(1), 5_000 + after)).isEqualTo(name);
        assertThat(answers.nameOf(OTHER, server(1), 5_000)).isNull();
        assertThat(answers.nameOf(PHONE, server(2), 5_000)).isNull();
    }

    @Test
    void the_oldest_answer_of_a_device_is_forgotten_first() {
        DnsAnswers answers = new DnsAnswers(2);
        assertThat(answers.isEmpty()).isTrue();
        answers.learn(PHONE, server(1), "one.example", 0, 60);
        answers.learn(PHONE, server(2), "two.example", 0, 60);
        assertThat(answers.isEmpty()).isFalse();
        answers.learn(PHONE, server(1), "again.example", 1, 60);
        assertThat(answers.forgotten()).isZero();

        answers.learn(PHONE, server(3), "three.example", 2, 60);

        assertThat(answers.forgotten()).isEqualTo(1);
        assertThat(answers.nameOf(PHONE, server(1), 2)).isEqualTo("again.example");
        assertThat(answers.nameOf(PHONE, server(2), 2)).isNull();
        assertThat(answers.nameOf(PHONE, server(3), 2)).isEqualTo("three.example");
    }

    @Test
    void beyond_all_that_is_held_the_device_not_heard_of_for_longest_is_forgotten() {
        DnsAnswers answers = new DnsAnswers(DnsAnswers.MAX_TOTAL);
        answers.learn(PHONE, server(0), "a.example", 0, 60);
        answers.learn(PHONE, server(1), "b.example", 0, 60);
        for (int i = 2; i < DnsAnswers.MAX_TOTAL; i++) {
            answers.learn(OTHER, server(i), "c.example", 0, 60);
        }
        assertThat(answers.forgotten()).isZero();
        assertThat(answers.nameOf(OTHER, server(2), 0)).isEqualTo("c.example");

        answers.learn(OTHER, server(0), "c.example", 0, 60);

        assertThat(answers.forgotten()).isEqualTo(2);
        assertThat(answers.nameOf(PHONE, server(0), 0)).isNull();
        assertThat(answers.nameOf(OTHER, server(0), 0)).isEqualTo("c.example");
        answers.learn(PHONE, server(0), "d.example", 0, 60);
        assertThat(answers.forgotten()).as("there is room for one now").isEqualTo(2);
    }

    /** Header, question a.b of type 1, answers of 1.2.3.4 and ::5. */
    @Test
    void a_message_amid_other_bytes() {
        byte[] message = hex("1234 8180 0001 0002 0000 0000 0141 0162 00 0001 0001"
                + "c00c 0001 0001 0000003c 0004 01020304"
                + "c00c 001c 0001 00000064 0010 00000000000000000000000000000005");
        byte[] data = join(hex("ffffff"), message, hex("ffff"));

        DnsReply reply = Objects.requireNonNull(DnsReply.parse(data, 3, message.length));

        assertThat(reply.id()).isEqualTo(0x1234);
        assertThat(reply.response()).isTrue();
        assertThat(reply.failed()).isFalse();
        assertThat(reply.question()).isEqualTo("a.b");
        assertThat(reply.type()).isEqualTo(1);
        assertThat(reply.addresses())
                .extracting(a -> HexFormat.of().formatHex(a.ip()) + " " + a.ttlSeconds())
                .containsExactly("01020304 60", "00000000000000000000000000000005 100");
    }

    @Test
    void a_header_alone_is_a_message() {
        byte[] header = hex("1234 8183 0000 0000 0000 0000");

        DnsReply reply = Objects.requireNonNull(DnsReply.parse(header, 0, 12));

        assertThat(reply.question()).isNull();
        assertThat(reply.type()).isZero();
        assertThat(reply.failed()).isTrue();
        assertThat(DnsReply.parse(header, 0, 11)).isNull();
    }

    @ParameterizedTest(name = "response {0}, failed {1}, type {2}: {3}")
    @CsvSource({
        "false, false, 1, true",
        "true, false, 1, false",
        "true, false, 28, false",
        "true, false, 64, false",
        "true, false, 65, false",
        "true, false, 16, true",
        "true, true, 1, true",
        "true, true, 12, false",
        "false, false, 12, false",
    })
    void a_name_is_told_where_no_contact_follows(boolean response, boolean failed, int type, boolean tells) {
        DnsReply reply = new DnsReply(1, response, "a.example", type, failed, java.util.List.of());

        assertThat(reply.tellsName()).isEqualTo(tells);
    }
}
