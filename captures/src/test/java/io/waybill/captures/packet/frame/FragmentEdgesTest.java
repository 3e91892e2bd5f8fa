package io.waybill.captures.packet.frame;

import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipv4;
import static io.waybill.captures.packet.Packets.ipv6;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fragments of a datagram from 40000 to 4242: who waits how long, whose bytes count, what the whole says. */
class FragmentEdgesTest {

    private static final byte[] UDP = hex("9c40 1092 0000 0000");

    private final FrameDecoder decoder = new FrameDecoder();
    private final Frame frame = new Frame();
    private final RawPacket packet = new RawPacket();

    private Verdict fragment(long millis, int id, int offset, boolean more, byte[] part) {
        return captured(millis, id, offset, more, part, part.length);
    }

    private Verdict captured(long millis, int id, int offset, boolean more, byte[] part, int kept) {
        byte[] ip = ipv4("192.168.1.10", "203.0.113.5", 17, id, (more ? 0x2000 : 0) | offset / 8, part);
        byte[] data = join(hex("a5a5a5"), ip, hex("a5a5a5"));
        packet.set(data, 3, 20 + kept, ip.length, millis, 101);
        return decoder.decode(packet, frame);
    }

    private String payload() {
        return new String(frame.data(), frame.payloadAt(), frame.payloadCaptured(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void theWholeStandsForItsParts() {
        assertThat(fragment(1_000, 7, 0, true, join(UDP, ascii("abcdefgh")))).isEqualTo(Verdict.FRAGMENT_HELD);
        assertThat(fragment(2_000, 7, 24, false, ascii("qrs"))).isEqualTo(Verdict.FRAGMENT_HELD);
        assertThat(fragment(3_000, 7, 16, true, ascii("ijklmnop"))).isEqualTo(Verdict.DECODED);

        assertThat(payload()).isEqualTo("abcdefghijklmnopqrs");
        assertThat(frame.payloadBytes()).isEqualTo(19);
        assertThat(frame.number()).isEqualTo(3);
        assertThat(frame.timeMillis()).isEqualTo(3_000);
        assertThat(frame.packets()).isEqualTo(3);
        assertThat(frame.ipBytes()).isEqualTo(3 * 20 + 16 + 8 + 3);
        assertThat(frame.targetPort()).isEqualTo(4_242);
        assertThat(frame.ipAt()).isZero();
    }

    @Test
    void whatCameFirstStays() {
        fragment(1_000, 7, 8, true, ascii("aaaaaaaa"));
        fragment(1_000, 7, 0, true, join(UDP, ascii("bbbbbbbbbbbbbbbb")));
        assertThat(fragment(1_000, 7, 16, false, ascii("cccccccccccc"))).isEqualTo(Verdict.DECODED);

        assertThat(payload()).isEqualTo("aaaaaaaabbbbbbbbcccc");
    }

    @ParameterizedTest(name = "the rest comes after {0} ms: {1}")
    @CsvSource({"60000, DECODED", "60001, FRAGMENT_HELD"})
    void partsWaitAMinute(long later, Verdict verdict) {
        fragment(1_000, 7, 0, true, join(UDP, new byte[8]));

        assertThat(fragment(1_000 + later, 7, 16, false, new byte[8])).isEqualTo(verdict);
        assertThat(decoder.nextGivenUp(frame)).isEqualTo(verdict == Verdict.DECODED ? null : Verdict.DECODED);
        assertThat(decoder.counters().fragmentsOverBound()).isZero();
        if (verdict != Verdict.DECODED) {
            assertThat(frame.payloadCaptured()).isEqualTo(8);
            assertThat(frame.payloadBytes()).isEqualTo(8);
            assertThat(frame.packets()).isEqualTo(1);
            assertThat(decoder.nextGivenUp(frame)).isNull();
            decoder.finish();
            assertThat(decoder.nextGivenUp(frame))
                    .as("the rest has no beginning")
                    .isNull();
            assertThat(decoder.counters().fragmentsExpired()).isEqualTo(1);
        }
    }

    @Test
    void partsOfOtherPacketsAreNotMixedIn() {
        fragment(1_000, 7, 0, true, join(UDP, ascii("aaaaaaaa")));
        fragment(1_000, 8, 0, true, join(UDP, ascii("bbbbbbbb")));

        assertThat(fragment(1_000, 8, 16, false, ascii("end"))).isEqualTo(Verdict.DECODED);
        assertThat(payload()).isEqualTo("bbbbbbbbend");
        assertThat(fragment(1_000, 7, 16, false, ascii("end"))).isEqualTo(Verdict.DECODED);
        assertThat(payload()).isEqualTo("aaaaaaaaend");
    }

    @Test
    void partsOfVersion6AreToldApartByTheirNumber() {
        String next = "1100";
        byte[] ends = hex("01020304 05060708");
        for (String number : new String[] {"00000001", "00000002"}) {
            byte[] first = join(hex(next + "0001" + number), UDP, ends);
            byte[] ip = ipv6("fd00::10", "2001:db8::5", 44, first);
            packet.set(ip, 0, ip.length, ip.length, 1_000, 101);
            assertThat(decoder.decode(packet, frame)).isEqualTo(Verdict.FRAGMENT_HELD);
        }
        for (String number : new String[] {"00000002", "00000001"}) {
            byte[] ip = ipv6("fd00::10", "2001:db8::5", 44, join(hex(next + "0010" + number), ends));
            packet.set(ip, 0, ip.length, ip.length, 1_000, 101);
            assertThat(decoder.decode(packet, frame)).isEqualTo(Verdict.DECODED);
            assertThat(frame.packets()).isEqualTo(2);
        }
    }

    /** The snap length takes bytes away, not the knowledge of how many there were. */
    @Test
    void cutPartsKeepTheirLength() {
        captured(1_000, 7, 0, true, join(UDP, ascii("abcdefgh")), 12);
        assertThat(captured(1_000, 7, 16, false, ascii("ijkl"), 1)).isEqualTo(Verdict.DECODED);

        assertThat(frame.payloadBytes()).isEqualTo(12);
        assertThat(frame.ipBytes()).isEqualTo(20 + 16 + 20 + 4);
    }

    @Test
    void unfinishedPacketsAreBoundedInNumber() {
        for (int id = 0; id < Fragments.MAX_PACKETS; id++) {
            fragment(1_000, id, 0, true, join(UDP, new byte[8]));
        }
        assertThat(decoder.counters().fragmentsOverBound()).isZero();

        fragment(1_000, 60_000, 0, true, join(UDP, new byte[8]));
        fragment(1_000, 60_001, 8, true, new byte[8]);

        assertThat(decoder.counters().fragmentsOverBound()).isEqualTo(2);
        assertThat(decoder.nextGivenUp(frame)).isEqualTo(Verdict.DECODED);
        assertThat(decoder.nextGivenUp(frame)).isEqualTo(Verdict.DECODED);
        assertThat(decoder.nextGivenUp(frame)).isNull();
        assertThat(fragment(1_000, 2, 16, false, new byte[8])).isEqualTo(Verdict.DECODED);
    }

    /**
     * Far parts take as much memory as all before them would, and none beyond the longest packet: 256 times 65,535 bytes and the
     * 256 that 16 MiB leave are held, and not one more.
     */
    @Test
    void unfinishedPacketsAreBoundedInBytes() {
        for (int id = 0; id < 256; id++) {
            fragment(1_000, id, 65_528, false, new byte[40]);
        }
        fragment(1_000, 300, 0, true, new byte[256]);
        assertThat(decoder.counters().fragmentsOverBound()).isZero();
        assertThat(decoder.counters().fragmentsExpired()).isZero();

        fragment(1_000, 256, 65_528, false, new byte[7]);
        assertThat(decoder.counters().fragmentsOverBound()).isEqualTo(1);
        assertThat(decoder.counters().fragmentsExpired()).isEqualTo(1);

        fragment(1_000, 256, 65_520, true, new byte[8]);
        assertThat(decoder.counters().fragmentsOverBound())
                .as("no more bytes than before")
                .isEqualTo(1);
    }

    @Test
    void whatIsWholeHoldsNothingAnyMore() {
        byte[] start = join(UDP, new byte[65_520]);
        for (int id = 0; id < 300; id++) {
            fragment(1_000, id, 65_528, false, new byte[7]);
            assertThat(fragment(1_000, id, 0, true, Arrays.copyOf(start, 65_480)))
                    .isEqualTo(Verdict.FRAGMENT_HELD);
            assertThat(fragment(1_000, id, 65_480, true, new byte[48])).isEqualTo(Verdict.DECODED);
            assertThat(frame.payloadBytes()).isEqualTo(65_527);
        }
        assertThat(decoder.counters().fragmentsOverBound()).isZero();
    }

    /** Bytes beyond the longest packet are not kept; a packet in more than 128 parts is taken as far as it is known. */
    @Test
    void lyingPartsAreBounded() {
        assertThat(fragment(1_000, 7, 65_528, false, new byte[40])).isEqualTo(Verdict.FRAGMENT_HELD);
        decoder.finish();
        assertThat(decoder.nextGivenUp(frame)).isNull();

        for (int part = 0; part < 127; part++) {
            assertThat(fragment(1_000, 8, 16 * part, true, part == 0 ? UDP : new byte[8]))
                    .isEqualTo(Verdict.FRAGMENT_HELD);
        }
        assertThat(fragment(1_000, 8, 8, true, ascii("abcdefgh"))).isEqualTo(Verdict.DECODED);
        assertThat(frame.packets()).isEqualTo(128);
        assertThat(payload()).startsWith("abcdefgh");
        assertThat(frame.payloadCaptured()).isEqualTo(16);
    }
}
