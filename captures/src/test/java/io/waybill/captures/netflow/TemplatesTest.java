package io.waybill.captures.netflow;

import static io.waybill.captures.netflow.Exports.EXPORT_SECONDS;
import static io.waybill.captures.netflow.Exports.address;
import static io.waybill.captures.netflow.Exports.ipfix;
import static io.waybill.captures.netflow.Exports.join;
import static io.waybill.captures.netflow.Exports.number;
import static io.waybill.captures.netflow.Exports.options;
import static io.waybill.captures.netflow.Exports.set;
import static io.waybill.captures.netflow.Exports.template;
import static io.waybill.captures.netflow.Exports.v9;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates, options and sampling of v9 and IPFIX: alike where the standards agree, apart where they do not. */
class TemplatesTest {
    private static final byte[] ROUTER = {(byte) 192, 0, 2, 1};
    private static final byte[] OTHER_ROUTER = {(byte) 192, 0, 2, 2};
    /** Addresses, ports, protocol, bytes, packets. */
    private static final int[] BASIC = {8, 4, 12, 4, 7, 2, 11, 2, 4, 1, 1, 4, 2, 4};

    private final Reading reading = new Reading();
    private final NetFlowDatagrams datagrams = new NetFlowDatagrams("flows.pcap", reading.context());
    private long position;

    private void take(byte[] exporter, byte[] datagram) {
        datagrams.take(exporter, datagram, 0, datagram.length, ++position);
    }

    private DeviceConnection only() {
        datagrams.end();
        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).hasSize(1);
        return reading.events.get(0);
    }

    private static byte[] datagram(boolean ipfix, int domain, byte[]... sets) {
        return ipfix ? ipfix(domain, sets) : v9(domain, sets);
    }

    private static int templates(boolean ipfix) {
        return ipfix ? 2 : 0;
    }

    private static byte[] basic(int port) {
        return join(
                address("10.0.0.5"),
                address("203.0.113.9"),
                number(2, 50_000),
                number(2, port),
                number(1, 17),
                number(4, 300),
                number(4, 3));
    }

    private static int[] with(int... more) {
        int[] all = new int[BASIC.length + more.length];
        System.arraycopy(BASIC, 0, all, 0, BASIC.length);
        System.arraycopy(more, 0, all, BASIC.length, more.length);
        return all;
    }

    @ParameterizedTest(name = "IPFIX: {0}")
    @ValueSource(booleans = {false, true})
    void fillingAtTheEndOfSetsIsNoRecord(boolean ipfix) {
        take(
                ROUTER,
                datagram(
                        ipfix,
                        1,
                        set(templates(ipfix), template(256, BASIC), new byte[3]),
                        set(256, basic(443), new byte[3])));

        assertThat(only().getRemotePort()).isEqualTo(443);
    }

    @ParameterizedTest(name = "IPFIX: {0}")
    @ValueSource(booleans = {false, true})
    void aTemplateGivenAnewHoldsFromThenOn(boolean ipfix) {
        take(ROUTER, datagram(ipfix, 1, set(templates(ipfix), template(256, BASIC)), set(256, basic(443))));
        byte[] longer = join(basic(444), number(2, 7));
        take(ROUTER, datagram(ipfix, 1, set(templates(ipfix), template(256, with(61, 2))), set(256, longer)));
        datagrams.end();

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).extracting(DeviceConnection::getRemotePort).containsExactly(443, 444);
    }

    @ParameterizedTest(name = "IPFIX: {0}")
    @ValueSource(booleans = {false, true})
    void severalTemplatesStandInOneSet(boolean ipfix) {
        byte[] second = template(257, with(61, 1));
        take(
                ROUTER,
                datagram(
                        ipfix,
                        1,
                        set(templates(ipfix), template(256, BASIC), second),
                        set(257, basic(444), number(1, 0)),
                        set(256, basic(443), basic(445))));
        datagrams.end();

        assertThat(reading.events).extracting(DeviceConnection::getRemotePort).containsExactlyInAnyOrder(444, 443, 445);
        assertThat(reading.events).extracting(DeviceConnection::getEventId).doesNotHaveDuplicates();
    }

    @Test
    void templatesAreTheirExportersTheirDomainsAndTheirVersionsOwn() {
        take(ROUTER, v9(1, set(0, template(256, BASIC))));
        take(ROUTER, v9(2, set(256, basic(443))));
        take(OTHER_ROUTER, v9(1, set(256, basic(443))));
        take(ROUTER, ipfix(1, set(256, basic(443))));
        datagrams.end();

        assertThat(reading.events).isEmpty();
        assertThat(reading.described()).singleElement().asString().contains("3 sets of flow data whose template");
    }

    @Test
    void aWithdrawnTemplateDecodesNoMore() {
        take(ROUTER, ipfix(1, set(2, template(256, BASIC)), set(256, basic(443))));
        take(ROUTER, ipfix(1, set(2, template(256)), set(256, basic(444))));
        datagrams.end();

        assertThat(reading.events).extracting(DeviceConnection::getRemotePort).containsExactly(443);
        assertThat(reading.described()).singleElement().asString().contains("1 sets of flow data");
    }

    @Test
    void theTopBitOfAnElementMeansAnEnterpriseInIpfixOnly() {
        take(ROUTER, v9(1, set(0, template(256, with(0x8000 | 5, 2))), set(256, basic(443), number(2, 9))));
        byte[] enterprise = join(template(256, with(0x8000 | 5, 2)), number(4, 9));
        take(ROUTER, ipfix(1, set(2, enterprise), set(256, basic(444), number(2, 9))));
        datagrams.end();

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).extracting(DeviceConnection::getRemotePort).containsExactly(443, 444);
    }

    @ParameterizedTest(name = "{0} bytes, IPFIX: {1}")
    @CsvSource({"1, false", "2, false", "3, true", "4, false", "5, true", "8, false", "8, true"})
    void countersComeInAnyNumberOfBytes(int bytes, boolean ipfix) {
        int[] fields = {8, 4, 12, 4, 7, 2, 11, 2, 4, 1, 1, bytes, 2, bytes};
        byte[] record = join(
                address("10.0.0.5"),
                address("203.0.113.9"),
                number(2, 50_000),
                number(2, 443),
                number(1, 17),
                number(bytes, 200),
                number(bytes, 2));
        take(ROUTER, datagram(ipfix, 1, set(templates(ipfix), template(256, fields)), set(256, record)));

        assertThat(only().getBytesSent()).isEqualTo(200);
        assertThat(reading.events.get(0).getPacketsSent()).isEqualTo(2);
    }

    @ParameterizedTest(name = "IPFIX: {0}")
    @ValueSource(booleans = {false, true})
    void samplingOfTheOptionsScalesFlowsOfItsDomainOnly(boolean ipfix) {
        // scope: the system (v9) or the exporting process (IPFIX); option: the sampling interval
        byte[] rate = options(300, ipfix, 1, ipfix ? 144 : 1, 4, 34, 4);
        take(
                ROUTER,
                datagram(
                        ipfix,
                        1,
                        set(templates(ipfix) + 1, rate),
                        set(300, number(4, 0), number(4, 50)),
                        set(templates(ipfix), template(256, BASIC)),
                        set(256, basic(443))));
        take(ROUTER, datagram(ipfix, 2, set(templates(ipfix), template(256, BASIC)), set(256, basic(444))));
        datagrams.end();

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events)
                .extracting(e -> e.getRemotePort() + ": " + e.getBytesSent() + "/" + e.getPacketsSent())
                .containsExactlyInAnyOrder("443: 15000/150", "444: 300/3");
    }

    @ParameterizedTest(name = "sampler {0}: times {1}")
    @CsvSource({"1, 10", "2, 1000", "3, 1"})
    void eachSamplerHasItsRate(int sampler, int times) {
        byte[] rates = options(300, false, 1, 1, 4, 48, 1, 50, 4);
        take(
                ROUTER,
                v9(
                        1,
                        set(1, rates),
                        set(
                                300,
                                join(number(4, 0), number(1, 1), number(4, 10)),
                                join(number(4, 0), number(1, 2), number(4, 1_000))),
                        set(0, template(256, with(48, 1))),
                        set(256, basic(443), number(1, sampler))));

        assertThat(only().getBytesSent()).isEqualTo(300L * times);
    }

    @Test
    void onePacketTakenThenSomeLeftIsARateToo() {
        byte[] rates = options(300, true, 1, 302, 4, 305, 4, 306, 4);
        take(
                ROUTER,
                ipfix(
                        1,
                        set(3, rates),
                        set(300, number(4, 9), number(4, 1), number(4, 99)),
                        set(2, template(256, with(302, 4))),
                        set(256, basic(443), number(4, 9))));

        assertThat(only().getBytesSent()).isEqualTo(30_000);
    }

    @ParameterizedTest(name = "elements {0} and {1}")
    @CsvSource({
        "150, 151, 4, 1399999990, 1399999992",
        "152, 153, 8, 1399999990000, 1399999992000",
        "154, 155, 8, -2946255249028939776, -2946255240439005184",
        "156, 157, 8, -2946255249028939776, -2946255240439005184",
        "158, 159, 4, 10000000, 8000000",
        "22, 21, 4, 90000, 92000",
    })
    void everyClockGivesTheSameTime(int startId, int endId, int bytes, long start, long end) {
        byte[] record = join(basic(443), number(bytes, start), number(bytes, end));
        take(ROUTER, v9(1, set(0, template(256, with(startId, bytes, endId, bytes))), set(256, record)));

        assertThat(only().getTime().toEpochMilli()).isEqualTo((EXPORT_SECONDS - 10) * 1_000L);
        assertThat(reading.events.get(0).getDurationMs()).isEqualTo(2_000);
    }

    @ParameterizedTest(name = "uptime {0}: {1} ms before the export")
    @CsvSource({
        "100000, 0",
        "99000, 1000",
        "0, 100000",
        // the router's clock of 32 bits began anew between the flow and the export
        "4294957296, 110000",
        "4294967295, 100001",
    })
    void uptimesWrap(long uptime, long before) {
        byte[] record = join(basic(443), number(4, uptime), number(4, uptime));
        take(ROUTER, v9(1, set(0, template(256, with(22, 4, 21, 4))), set(256, record)));

        assertThat(only().getTime().toEpochMilli()).isEqualTo(EXPORT_SECONDS * 1_000L - before);
        assertThat(reading.events.get(0).getDurationMs()).isZero();
    }

    @ParameterizedTest(name = "element {0} = {1}")
    @CsvSource({
        "150, -1",
        "152, -1",
        "152, 9223372036854775807",
        "154, -1",
        "156, 0",
        "158, -1",
        "22, -1",
        "160, 9223372036854775807",
    })
    void timesBeyondAllReasonAreClamped(int id, long value) {
        byte[] record = join(basic(443), number(8, value), number(4, 5));
        take(ROUTER, ipfix(1, set(2, template(256, with(id, 8, 21, 4))), set(256, record)));

        assertThat(only().getTime().toEpochMilli()).isBetween(0L, 253_402_300_799_999L);
        assertThat(reading.events.get(0).getDurationMs()).isNotNegative();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        a set longer than the datagram    | 0100 0040 00000000                | a flow set of 64 bytes where 8 are left
        a set shorter than its header     | 0100 0003 00000000                | a flow set of 3 bytes where 8 are left
        a template of 65535 fields        | 0002 000c 0100 ffff 0001 0004     | a template of 65535 fields in 4 bytes
        fields that are not there         | 0002 000c 0100 0002 0001 0004     | a template of 2 fields in 4 bytes
        an enterprise that is not there   | 0002 000c 0100 0001 8001 0004     | a template ends within an enterprise number
        fields of no length               | 0002 000c 0100 0001 0001 0000 0100 0008 00000000 | whose template has no fields of any length
        a variable field beyond the set   | 0002 000c 0100 0001 8052 ffff     | a template ends within an enterprise number
        a long variable field             | 0002 000c 0100 0001 0052 ffff 0100 0006 ff00 | ends within a field's length
        more than there is                | 0002 000c 0100 0001 0052 ffff 0100 0006 0900 | a flow record ends within a field
        """)
    void whatIsBrokenIsNamedWithItsPacket(String name, String sets, String reason) {
        byte[] body = HexFormat.of().parseHex(sets.replace(" ", ""));
        take(ROUTER, ipfix(1, set(2, template(999, BASIC))));
        take(ROUTER, ipfix(1, body));
        datagrams.end();

        assertThat(reading.events).isEmpty();
        assertThat(reading.described())
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .as(name)
                        .startsWith("flows.pcap: packet 2: ")
                        .contains(reason));
    }
}
