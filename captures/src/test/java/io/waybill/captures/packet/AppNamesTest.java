package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ascii;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Apps as PCAPdroid notes them, read in the middle of a buffer of other bytes. */
class AppNamesTest {

    private static final int AT = 30;
    private final AppNames apps = new AppNames();

    private static byte[] amid(byte[] bytes) {
        byte[] around = new byte[AT + bytes.length + 40];
        Arrays.fill(around, (byte) '1');
        System.arraycopy(bytes, 0, around, AT, bytes.length);
        return around;
    }

    private void learn(int user, String name) {
        byte[] block =
                join(hex("0000f4bc 0001 01 00"), Packets.u32(user), new byte[] {(byte) name.length(), 0}, ascii(name));
        apps.customBlock(amid(block), AT, AT + block.length, false);
    }

    private @Nullable String ofOptions(byte[]... options) {
        byte[] all = join(options);
        return apps.ofOptions(amid(all), AT, AT + all.length, false);
    }

    private static byte[] comment(String text) {
        return option(1, text);
    }

    private static byte[] option(int code, String text) {
        byte[] value = ascii(text);
        return join(Packets.u16(code), Packets.u16(value.length), value, new byte[-value.length & 3]);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        u-10123             | app of 10123
        u-10123 and more    | app of 10123
        u-1                 | app of 1
        u-0                 | app of 0
        u-90                | app of 90
        u-2147483647        | app of 2147483647
        u-21474836470       | -
        u--1                | app of -1
        u-7                 | -
        u-x                 | -
        u--                 | -
        u-                  | -
        x-10123             | -
        uu10123             | -
        u-4294967297        | -
        u-99999999999999999 | -
        """)
    void aCommentNamesTheUser(String comment, @Nullable String app) {
        for (int user : new int[] {10_123, 1, 0, 90, Integer.MAX_VALUE, -1}) {
            learn(user, "app of " + user);
        }

        assertThat(ofOptions(comment(comment))).isEqualTo(app);
        assertThat(ofOptions(option(2, "u-1"), comment(comment))).isEqualTo(app);
        assertThat(ofOptions(comment("by hand"), comment(comment))).isEqualTo(app);
        assertThat(ofOptions(option(0, ""), comment(comment)))
                .as("behind the end of options")
                .isNull();
    }

    @Test
    void optionsEndWhereTheyEnd() {
        learn(1, "one");
        byte[] option = comment("u-1");
        for (int length = 0; length <= option.length; length++) {
            assertThat(apps.ofOptions(amid(option), AT, AT + length, false))
                    .as("%s bytes", length)
                    .isEqualTo(length < 7 ? null : "one");
        }
    }

    /** Enterprise number, copyable or not, version, user id, lengths of package and label, package. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        whole              | ab | 0000f4bc 0001 01 00 00000005 02 00 6162
        with a label       | ab | 0000f4bc 0001 01 00 00000005 02 01 6162 63
        ends at a zero     | a  | 0000f4bc 0001 01 00 00000005 02 00 6100
        no name            | -  | 0000f4bc 0001 01 00 00000005 00 00
        of another maker   | -  | 0000f4bd 0001 01 00 00000005 02 00 6162
        another version    | -  | 0000f4bc 0001 02 00 00000005 02 00 6162
        name beyond it     | -  | 0000f4bc 0001 01 00 00000005 03 00 6162
        a byte less        | -  | 0000f4bc 0001 01 00 00000005 02
        """)
    void blocksMapUsersToPackages(String name, @Nullable String app, String block) {
        byte[] bytes = hex(block);
        apps.customBlock(amid(bytes), AT, AT + bytes.length, false);

        assertThat(ofOptions(comment("u-5"))).as(name).isEqualTo(app);
    }

    @Test
    void theFirstNameOfAUserStays() {
        learn(5, "first");
        learn(5, "second");

        assertThat(ofOptions(comment("u-5"))).isEqualTo("first");
    }

    /** The shortest block that says anything. */
    @Test
    void anEmptyNameStaysToo() {
        learn(5, "");
        learn(5, "named");

        assertThat(ofOptions(comment("u-5"))).isNull();
    }

    @Test
    void aCommentWithoutAUserIsPassedOver() {
        learn(5, "five");

        assertThat(ofOptions(comment("u-"), comment("u-5"))).isEqualTo("five");
    }

    @Test
    void appsAreBounded() {
        for (int user = 1; user <= 65_537; user++) {
            learn(user, "app");
        }

        assertThat(ofOptions(comment("u-65536"))).isEqualTo("app");
        assertThat(ofOptions(comment("u-65537"))).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        label                 | Browser              | 0000000000000000 00000000 0800 | 01072021 0000278b 42726f77736572
        label of twenty bytes | abcdefghijklmnopqrst | 0000000000000000 00000000 0800 | 01072021 0000278b 6162636465666768696a6b6c6d6e6f7071727374
        no label              | -                    | 0000000000000000 00000000 0800 | 01072021 0000278b
        another magic         | -                    | 0000000000000000 00000000 0800 | 01072022 0000278b 42726f77736572
        a sender              | -                    | 0000000000000000 00000001 0800 | 01072021 0000278b 42726f77736572
        a receiver            | -                    | 0100000000000000 00000000 0800 | 01072021 0000278b 42726f77736572
        """)
    void theTrailerOfAPacket(String name, @Nullable String app, String link, String trailer) {
        byte[] frame = join(hex(link), Arrays.copyOf(hex(trailer), 32));

        assertThat(apps.ofTrailer(amid(frame), AT, frame.length)).as(name).isEqualTo(app);
        assertThat(apps.ofTrailer(amid(frame), AT, frame.length - 1))
                .as("a byte less")
                .isNull();
    }

    @Test
    void aTrailersUserKeepsTheNameItHadFirst() {
        byte[] first = join(new byte[14], Arrays.copyOf(hex("01072021 00000005 41"), 32));
        byte[] second = join(new byte[14], Arrays.copyOf(hex("01072021 00000005 42"), 32));
        byte[] other = join(new byte[14], Arrays.copyOf(hex("01072021 00000006 42"), 32));

        assertThat(apps.ofTrailer(first, 0, first.length)).isEqualTo("A");
        assertThat(apps.ofTrailer(second, 0, second.length)).isEqualTo("A");
        assertThat(apps.ofTrailer(other, 0, other.length)).isEqualTo("B");
    }
}
