package io.waybill.captures.netflow;

import static io.waybill.captures.netflow.Exports.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Reading;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.Endpoint;
import io.waybill.schemas.DeviceConnection;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which records are two directions of one conversation, how long the first waits, and what the event says. */
class FlowPairsTest {

    private static final String PHONE = "10.0.0.5";
    private static final String SERVER = "203.0.113.9";

    private final Reading reading = new Reading();
    private final FlowPairs pairs =
            new FlowPairs("flows", new DeviceIds(reading.devices), reading.events::add, reading.settings);
    private int taken;

    private static FlowRecord flow(
            String from, int port, String to, int toPort, int protocol, long start, long end, int flags) {
        return new FlowRecord(
                new Endpoint(null, address(from), port),
                new Endpoint(null, address(to), toPort),
                protocol,
                start,
                end,
                100,
                2,
                0,
                0,
                flags,
                false);
    }

    private static FlowRecord there(long start, long end) {
        return flow(PHONE, 50_000, SERVER, 443, 6, start, end, 0x1b);
    }

    private static FlowRecord back(long start, long end) {
        return flow(SERVER, 443, PHONE, 50_000, 6, start, end, 0x1b);
    }

    private void take(FlowRecord flow) {
        pairs.take(flow, "id-" + ++taken, taken);
    }

    @ParameterizedTest(name = "the answer from {0} to {1}: {2} events")
    @CsvSource({
        "1500, 1900, 1",
        "62000, 63000, 1",
        "62001, 63000, 2",
        "-70000, -59000, 1",
        "-70000, -59001, 2",
    })
    void directionsAMinuteApartBelongTogether(long start, long end, int events) {
        take(there(1_000, 2_000));
        take(back(start, end));
        pairs.end();

        assertThat(reading.events).hasSize(events);
    }

    @ParameterizedTest(name = "port {0}, protocol {1}: {2} events")
    @CsvSource({"443, 6, 1", "444, 6, 2", "443, 17, 2"})
    void portsAndProtocolTellConversationsApart(int port, int protocol, int events) {
        take(there(1_000, 2_000));
        take(flow(SERVER, port, PHONE, 50_000, protocol, 1_500, 1_900, 0));
        pairs.end();

        assertThat(reading.events).hasSize(events);
    }

    @ParameterizedTest(name = "protocol {0}")
    @CsvSource({"1", "58"})
    void typesAndCodesAreNoPorts(int protocol) {
        take(flow(PHONE, 0, SERVER, 2_048, protocol, 1_000, 2_000, 0));
        take(flow(SERVER, 0, PHONE, 0, protocol, 1_000, 2_000, 0));

        assertThat(reading.events).singleElement().satisfies(event -> {
            assertThat(event.getRemotePort()).isZero();
            assertThat(event.getTransport()).hasToString("ICMP");
        });
    }

    @ParameterizedTest(name = "protocol {0}: {1}")
    @CsvSource({"1, ICMP", "2, OTHER", "6, TCP", "17, UDP", "58, ICMP", "132, OTHER"})
    void transports(int protocol, String transport) {
        take(flow(PHONE, 50_000, SERVER, 443, protocol, 1_000, 2_000, 0));
        pairs.end();

        assertThat(reading.events)
                .singleElement()
                .satisfies(event -> assertThat(event.getTransport()).hasToString(transport));
    }

    @ParameterizedTest(name = "the feed goes on to {0}: {1} events")
    @CsvSource({"602000, 0", "602001, 1"})
    void aRecordWaitsTenMinutesOfTheFeedsTime(long end, int events) {
        take(there(1_000, 2_000));
        take(flow("10.0.0.6", 50_000, SERVER, 443, 17, 1_000, end, 0));

        assertThat(reading.events).hasSize(events);
        assertThat(pairs.hurried()).isZero();
    }

    /** What was reported of a conversation that goes on stands for itself, as does one that the answer is too late for. */
    @Test
    void reportsOfTheSameDirectionAreEventsOfTheirOwn() {
        take(there(1_000, 2_000));
        take(there(3_000, 4_000));
        assertThat(reading.events).extracting(DeviceConnection::getEventId).containsExactly("id-1");
        take(back(3_000, 4_000));
        assertThat(reading.events).extracting(DeviceConnection::getEventId).containsExactly("id-1", "id-2");
        take(back(5_000, 6_000));
        take(there(500_000, 500_100));
        assertThat(reading.events).extracting(DeviceConnection::getEventId).containsExactly("id-1", "id-2", "id-4");
        pairs.end();
        assertThat(reading.events).hasSize(4);
        pairs.end();
        assertThat(reading.events).as("nothing is handed over twice").hasSize(4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        bytes back   | 5 | 0 | false | ESTABLISHED
        packets back | 0 | 1 | false | ESTABLISHED
        denied       | 0 | 0 | true  | REJECTED
        """)
    void whatIsCompleteDoesNotWait(String name, long bytes, long packets, boolean denied, String outcome) {
        FlowRecord there = there(1_000, 2_000);
        take(new FlowRecord(there.source(), there.destination(), 6, 1_000, 2_000, 100, 2, bytes, packets, 2, denied));

        assertThat(reading.events).as(name).singleElement().satisfies(event -> {
            assertThat(event.getOutcome()).hasToString(outcome);
            assertThat(event.getBytesSent()).isEqualTo(100);
            assertThat(event.getPacketsSent()).isEqualTo(2);
            assertThat(event.getBytesReceived()).isEqualTo(bytes);
            assertThat(event.getPacketsReceived()).isEqualTo(packets);
        });
    }

    /** A lone record: who is the device, and what is known of the answer. Flags: 2 SYN, 4 RST, 16 ACK. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        only SYN                     | 10.0.0.5    | 50000 | 203.0.113.9     | 443   | 6  | 2   | 10.0.0.5    | UNANSWERED
        SYN with other bits above    | 10.0.0.5    | 50000 | 203.0.113.9     | 443   | 6  | 194 | 10.0.0.5    | UNANSWERED
        SYN and more                 | 10.0.0.5    | 50000 | 203.0.113.9     | 443   | 6  | 18  | 10.0.0.5    | UNKNOWN
        UDP                          | 10.0.0.5    | 50000 | 203.0.113.9     | 443   | 17 | 2   | 10.0.0.5    | UNKNOWN
        only SYN, the device is told | 203.0.113.9 | 443   | 10.0.0.5        | 50000 | 6  | 2   | 10.0.0.5    | UNKNOWN
        to a group                   | 10.0.0.5    | 50000 | 224.0.0.251     | 5353  | 17 | 0   | 10.0.0.5    | UNKNOWN
        both public, one ephemeral   | 203.0.113.9 | 443   | 198.51.100.1    | 1024  | 6  | 18  | 198.51.100.1| UNKNOWN
        both public, none ephemeral  | 203.0.113.9 | 443   | 198.51.100.1    | 1023  | 6  | 18  | 203.0.113.9 | UNKNOWN
        both public, both ephemeral  | 203.0.113.9 | 1024  | 198.51.100.1    | 1024  | 6  | 18  | 203.0.113.9 | UNKNOWN
        """)
    void aLoneRecord(
            String name,
            String from,
            int port,
            String to,
            int toPort,
            int protocol,
            int flags,
            String device,
            String outcome) {
        take(flow(from, port, to, toPort, protocol, 1_000, 2_000, flags));
        pairs.end();

        DeviceConnection event = reading.events.get(0);
        boolean sent = device.equals(from);
        assertThat(event.getDeviceId()).as(name).isEqualTo("unknown-" + device);
        assertThat(event.getOutcome()).hasToString(outcome);
        assertThat(event.getRemotePort()).isEqualTo(sent ? toPort : port);
        assertThat(event.getBytesSent()).isEqualTo(sent ? 100 : 0);
        assertThat(event.getBytesReceived()).isEqualTo(sent ? 0 : 100);
        assertThat(event.getPacketsSent()).isEqualTo(sent ? 2 : 0);
        assertThat(event.getPacketsReceived()).isEqualTo(sent ? 0 : 2);
    }

    /** Both directions: flags of the answer, its packets. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        answered            | 6  | 18 | 2 | ESTABLISHED
        refused             | 6  | 20 | 1 | REJECTED
        refused three times | 6  | 4  | 3 | REJECTED
        ended by a reset    | 6  | 20 | 4 | ESTABLISHED
        opened and reset    | 6  | 22 | 2 | ESTABLISHED
        no reset, start unseen | 6 | 16 | 2 | ESTABLISHED
        UDP                 | 17 | 4  | 1 | ESTABLISHED
        """)
    void anAnswer(String name, int protocol, int flags, long packets, String outcome) {
        for (boolean answerFirst : new boolean[] {false, true}) {
            FlowRecord there = flow(PHONE, 50_000, SERVER, 443, protocol, 1_000, 2_000, 2);
            FlowRecord back = new FlowRecord(
                    there.destination(), there.source(), protocol, 1_001, 2_500, 40, packets, 0, 0, flags, false);
            take(answerFirst ? back : there);
            take(answerFirst ? there : back);

            DeviceConnection event = reading.events.get(answerFirst ? 1 : 0);
            assertThat(event.getDeviceId()).as(name).isEqualTo("unknown-" + PHONE);
            assertThat(event.getOutcome()).hasToString(outcome);
            assertThat(event.getTime().toEpochMilli()).isEqualTo(1_000);
            assertThat(event.getDurationMs()).isEqualTo(1_500);
            assertThat(event.getBytesSent()).isEqualTo(100);
            assertThat(event.getBytesReceived()).isEqualTo(40);
            assertThat(event.getPacketsReceived()).isEqualTo(packets);
        }
    }

    /** Among public addresses who began is the device; where both began at once, the ports tell. */
    @ParameterizedTest(name = "answer {0} ms later: {1}")
    @CsvSource({"1, 203.0.113.9", "-1, 198.51.100.1", "0, 198.51.100.1"})
    void whoBeganIsTheDevice(long later, String device) {
        take(flow(SERVER, 443, "198.51.100.1", 50_000, 6, 1_000, 2_000, 18));
        take(flow("198.51.100.1", 50_000, SERVER, 443, 6, 1_000 + later, 2_000, 18));

        assertThat(reading.events).extracting(DeviceConnection::getDeviceId).containsExactly("unknown-" + device);
    }

    /** Version, length, count and first set have to fit each other. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        v5, one record           | true  | 5  | 1  | 72   | 0
        v5, thirty records       | true  | 5  | 30 | 1464 | 0
        v5, too many             | false | 5  | 31 | 1512 | 0
        v5, none                 | false | 5  | 0  | 24   | 0
        v5, a byte more          | false | 5  | 1  | 73   | 0
        v9, templates            | true  | 9  | 1  | 24   | 0
        v9, options              | true  | 9  | 1  | 24   | 1
        v9, data                 | true  | 9  | 1  | 24   | 256
        v9, reserved set         | false | 9  | 1  | 24   | 255
        v9, a byte less          | false | 9  | 1  | 23   | 0
        v9, no set               | false | 9  | 0  | 24   | 0
        v9, as many sets as fit  | true  | 9  | 6  | 24   | 0
        v9, one set more         | false | 9  | 7  | 24   | 0
        IPFIX, templates         | true  | 10 | 20 | 20   | 2
        IPFIX, options           | true  | 10 | 20 | 20   | 3
        IPFIX, data              | true  | 10 | 20 | 20   | 65535
        IPFIX, a byte less       | false | 10 | 19 | 19   | 2
        IPFIX, another length    | false | 10 | 21 | 20   | 2
        another version          | false | 8  | 20 | 20   | 2
        shorter than all         | false | 10 | 15 | 15   | 2
        """)
    void whatLooksLikeADatagram(String name, boolean does, int version, int count, int length, int set) {
        byte[] data = new byte[7 + length + 30];
        Arrays.fill(data, (byte) 0xfe);
        ByteBuffer payload = ByteBuffer.wrap(data, 7, length).slice();
        payload.putShort(0, (short) version).putShort(2, (short) count);
        int setAt = version == 10 ? 16 : 20;
        data[7 + setAt] = (byte) (set >> 8);
        data[7 + setAt + 1] = (byte) set;

        assertThat(NetFlowDatagrams.looksLikeOne(data, 7, length)).as(name).isEqualTo(does);
    }
}
