package io.waybill.captures.netflow;

import static io.waybill.captures.netflow.Exports.address;
import static io.waybill.captures.netflow.Exports.ipfix;
import static io.waybill.captures.netflow.Exports.join;
import static io.waybill.captures.netflow.Exports.number;
import static io.waybill.captures.netflow.Exports.options;
import static io.waybill.captures.netflow.Exports.set;
import static io.waybill.captures.netflow.Exports.template;
import static io.waybill.captures.netflow.Exports.v9;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.Addresses;
import io.waybill.captures.BadRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Export datagrams to the byte: ids, clocks, counts above what a signed number holds, sets that end early. */
class NetFlowDecoderTest {

    /** Addresses, bytes, packets. */
    private static final int[] SHORT = {8, 4, 12, 4, 1, 4, 2, 4};

    private static final byte[] RECORD =
            join(address("10.0.0.5"), address("203.0.113.9"), number(4, 300), number(4, 3));

    private final List<String> flows = new ArrayList<>();
    private final NetFlowDecoder decoder =
            new NetFlowDecoder((flow, id, position) -> flows.add("%s at %d: %s:%d %s:%d %d, %d to %d, %d/%d %d"
                    .formatted(
                            id,
                            position,
                            Addresses.text(flow.source().ip()),
                            flow.source().port(),
                            Addresses.text(flow.destination().ip()),
                            flow.destination().port(),
                            flow.protocol(),
                            flow.startMillis(),
                            flow.endMillis(),
                            flow.bytes(),
                            flow.packets(),
                            flow.tcpFlags())));

    private void decode(byte[] datagram) throws BadRecordException {
        decoder.decode("192.0.2.1", ByteBuffer.wrap(datagram), 7);
    }

    private void decode(String datagram) throws BadRecordException {
        decode(HexFormat.of().parseHex(datagram.replace(" ", "")));
    }

    @Test
    void numbersOfVersion5AreUnsigned() throws BadRecordException {
        String header = "0005 0002 f0000000 ee000000 1dcd6500 fffffff0 00 00 c003";
        String first = "0a000005 cb007109 00000000 0000 0000 fffffffe ffffffff efffff00 efffff80 ea60 ffff 00 ff ff 00"
                + "0000 0000 00000000";
        String second = "0a000006 cb007109 00000000 0000 0000 00000001 00000002 f0000000 effffff0 0001 0002 00 02 06 00"
                + "0000 0000 00000000";

        decode(header + first + second);

        // 0xee000000 seconds and half a second; the first began 256 ms before that.
        long export = 0xee00_0000L * 1_000 + 500;
        assertThat(flows)
                .containsExactly(
                        "netflow-192.0.2.1-5-%d-4294967280-0 at 7: 10.0.0.5:60000 203.0.113.9:65535 255, %d to %d, %d/%d 255"
                                .formatted(export, export - 256, export - 128, 3 * 0xffff_ffffL, 3 * 0xffff_fffeL),
                        "netflow-192.0.2.1-5-%d-4294967280-1 at 7: 10.0.0.6:1 203.0.113.9:2 6, %d to %d, 6/3 2"
                                .formatted(export, export, export));
        String cut = (header + first + second).replace(" ", "");
        assertThatThrownBy(() -> decode(cut.substring(0, cut.length() - 2)))
                .hasMessage("2 NetFlow v5 records in 119 bytes");
    }

    @Test
    void idsOfVersion9AndIpfixNameSetAndRecord() throws BadRecordException {
        byte[] nine = v9(-2, set(0, template(256, SHORT)), set(256, RECORD, RECORD), set(256, RECORD));
        byte[] ten = ipfix(-3, set(2, template(256, SHORT)), set(256, RECORD, RECORD), set(256, RECORD));
        ByteBuffer.wrap(nine).putInt(8, 0xee00_0000).putInt(12, -16);
        ByteBuffer.wrap(ten).putInt(4, 0xee00_0001).putInt(8, -17);

        decode(nine);
        decode(ten);

        assertThat(flows)
                .extracting(flow -> flow.substring(0, flow.indexOf(':')))
                .containsExactly(
                        "netflow-192.0.2.1-9-4294967294-3992977408000-4294967280-1-0 at 7",
                        "netflow-192.0.2.1-9-4294967294-3992977408000-4294967280-1-1 at 7",
                        "netflow-192.0.2.1-9-4294967294-3992977408000-4294967280-2-0 at 7",
                        "ipfix-192.0.2.1-4294967293-3992977409000-4294967279-1-0 at 7",
                        "ipfix-192.0.2.1-4294967293-3992977409000-4294967279-1-1 at 7",
                        "ipfix-192.0.2.1-4294967293-3992977409000-4294967279-2-0 at 7");
        assertThat(flows.get(5)).endsWith(": 10.0.0.5:0 203.0.113.9:0 0, 3992977409000 to 3992977409000, 300/3 0");
    }

    /** Headers alone are datagrams without flows; a byte less is none. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        nothing                    | too short for a NetFlow datagram             |
        one byte                   | too short for a NetFlow datagram             | 00
        a version alone            | a NetFlow datagram of 2 bytes                | 0005
        version 5                  | -                                            | 0005 0000 00000000 00000000 00000000 00000000 0000 0000
        version 5, a byte less     | a NetFlow datagram of 23 bytes               | 0005 0000 00000000 00000000 00000000 00000000 0000 00
        version 9                  | -                                            | 0009 0000 00000000 00000000 00000000 00000000
        version 9, a byte less     | a NetFlow datagram of 19 bytes               | 0009 0000 00000000 00000000 00000000 000000
        IPFIX                      | -                                            | 000a 0010 00000000 00000000 00000000
        IPFIX, a byte less         | a NetFlow datagram of 15 bytes               | 000a 0010 00000000 00000000 000000
        IPFIX, too short a length  | an IPFIX message of 15 bytes in 16           | 000a 000f 00000000 00000000 00000000
        IPFIX, too long a length   | an IPFIX message of 17 bytes in 16           | 000a 0011 00000000 00000000 00000000
        a set of four bytes        | -                                            | 000a 0014 00000000 00000000 00000000 0005 0004
        a set of three bytes       | a flow set of 3 bytes where 4 are left       | 000a 0014 00000000 00000000 00000000 0100 0003
        half a set's header        | -                                            | 000a 0013 00000000 00000000 00000000 0100 00
        zero bytes, then anything  | -                                            | 000a 0018 00000000 00000000 00000000 0000 0000 0100 0003
        a set 0 with content       | a flow set of 3 bytes where 4 are left       | 000a 0019 00000000 00000000 00000000 0000 0005 00 0100 0003
        behind the length          | -                                            | 000a 0010 00000000 00000000 00000000 0100 0003
        """)
    void headersAndSetsToTheByte(String name, @Nullable String problem, @Nullable String datagram)
            throws BadRecordException {
        String bytes = datagram == null ? "" : datagram;
        if (problem == null) {
            decode(bytes);
        } else {
            assertThatThrownBy(() -> decode(bytes))
                    .as(name)
                    .isInstanceOf(BadRecordException.class)
                    .hasMessageStartingWith(problem);
        }
        assertThat(flows).isEmpty();
        assertThat(decoder.undecodedSets()).isZero();
    }

    /** A field whose length each record says, before the others; its long form has three bytes of length. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        none            | 00              | 10.0.0.5
        short           | 03 616263       | 10.0.0.5
        long form       | ff 0003 616263  | 10.0.0.5
        long, none      | ff 0000         | 10.0.0.5
        long form, 256  | ff 0100         | -
        """)
    void fieldsOfVariableLength(String name, String value, @Nullable String source) throws BadRecordException {
        byte[] field = HexFormat.of().parseHex(value.replace(" ", ""));
        int[] fields = {82, 0xffff, 8, 4, 12, 4, 1, 4, 2, 4};
        byte[] datagram = ipfix(1, set(2, template(256, fields)), set(256, field, RECORD));
        if (source == null) {
            assertThatThrownBy(() -> decode(datagram)).as(name).hasMessage("a flow record ends within a field");
        } else {
            decode(datagram);
            assertThat(flows)
                    .singleElement()
                    .asString()
                    .contains(": " + source + ":0 203.0.113.9:0")
                    .contains("300/3");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        a field ends the record        | 01 61    | a flow record ends before a field's length
        a length without any           | 00 ff    | a flow record ends within a field's length
        a length without its two bytes | 00 ff 00 | a flow record ends within a field's length
        a long length of nothing       | 00 ff 0000 | -
        """)
    void theLengthOfASecondField(String name, String record, @Nullable String problem) throws BadRecordException {
        byte[] datagram = ipfix(
                1,
                set(2, template(256, 82, 0xffff, 83, 0xffff)),
                set(256, HexFormat.of().parseHex(record.replace(" ", ""))));
        if (problem != null) {
            assertThatThrownBy(() -> decode(datagram)).as(name).hasMessage(problem);
        } else {
            decode(datagram);
        }
        assertThat(flows).isEmpty();
    }

    @Test
    void templatesOfOptionsBeginWithTheSameNumberAsOthers() throws BadRecordException {
        decode(ipfix(1, set(3, options(256, true, 1, SHORT)), set(256, RECORD)));
        decode(v9(1, set(1, options(256, false, 1, SHORT)), set(256, RECORD)));
        assertThat(flows).as("they tell about the exporter").isEmpty();

        assertThatThrownBy(() -> decode(ipfix(1, set(3, options(300, true, 0)), set(300, new byte[4]))))
                .hasMessage("flow data whose template has no fields of any length");
        decode(ipfix(1, set(3, options(255, true, 0), options(301, true, 0))));
        decode(ipfix(1, set(301, new byte[4])));
        assertThat(decoder.undecodedSets())
                .as("behind filling no template is read")
                .isEqualTo(1);
    }

    /** Interval by itself, or packets taken and left; what says nothing changes nothing. */
    @Test
    void ratesOfSampling() throws BadRecordException {
        decode(ipfix(1, set(2, template(256, SHORT)), set(3, options(300, true, 1, 302, 4, 305, 4, 306, 4))));
        decode(ipfix(1, set(300, number(4, 0), number(4, 2), number(4, 98)), set(256, RECORD)));
        assertThat(flows.get(0)).contains(" 15000/150 ");

        decode(ipfix(1, set(300, number(4, 0), number(4, 0), number(4, 98)), set(256, RECORD)));
        assertThat(flows.get(1)).contains(" 15000/150 ");

        decode(ipfix(1, set(300, number(4, 0), number(4, 1), number(4, 0)), set(256, RECORD)));
        assertThat(flows.get(2)).contains(" 300/3 ");
    }
}
