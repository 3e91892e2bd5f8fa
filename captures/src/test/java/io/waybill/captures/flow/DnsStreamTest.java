package io.waybill.captures.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages behind their lengths, however they are cut. */
class DnsStreamTest {

    private static final int BASE = Integer.MAX_VALUE - 50; // so that sequence numbers wrap

    static LongStream seeds() {
        return LongStream.range(1, 31);
    }

    private static void write(ByteArrayOutputStream out, byte[] message) {
        out.write(message.length >> 8);
        out.write(message.length);
        out.writeBytes(message);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_message_comes_once_and_in_order(long seed) {
        Random random = new Random(seed);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] message = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(200)];
            random.nextBytes(message);
            write(bytes, message);
            if (message.length > 0) {
                sent.add(Arrays.toString(message));
            }
        }
        DnsStream stream = new DnsStream(BASE, 64 * 1024);
        List<String> read = new ArrayList<>();
        byte[] all = bytes.toByteArray();
        int at = 0;
        while (at < all.length) {
            int length = Math.min(1 + random.nextInt(90), all.length - at);
            int again = Math.min(at, random.nextInt(10));
            stream.add(BASE + at - again, all, at - again, length + again);
            at += length;
            while (stream.next()) {
                read.add(
                        Arrays.toString(Arrays.copyOfRange(stream.data(), stream.at(), stream.at() + stream.length())));
            }
        }

        assertThat(read).isEqualTo(sent);
        assertThat(stream.isDone()).isTrue();
        assertThat(stream.isFull()).isFalse();
    }

    @Test
    void empty_messages_without_number_are_passed_over() {
        DnsStream stream = new DnsStream(1, 64 * 1024);
        stream.add(1, new byte[60_000], 0, 60_000);

        assertThat(stream.next()).isFalse();
        assertThat(stream.isDone()).isTrue();
    }

    @Test
    void what_is_missing_is_waited_for_up_to_the_bound() {
        DnsStream stream = new DnsStream(1, 1_000);
        stream.add(1, new byte[] {(byte) 0xff, (byte) 0xff, 1}, 0, 3);
        assertThat(stream.next()).isFalse();
        assertThat(stream.isDone()).isFalse();
        assertThat(stream.isFull()).isFalse();

        stream.add(4, new byte[2_000], 0, 2_000);
        assertThat(stream.next()).isFalse();
        assertThat(stream.isFull()).isTrue();
        assertThat(stream.bytesHeld()).isEqualTo(1_000);
    }
}
