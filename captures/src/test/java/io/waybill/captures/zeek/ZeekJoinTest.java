package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.Bound;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.captures.live.GrowingLog;
import io.waybill.captures.text.LineReader;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows of logs that grow, line by line and by a clock that stands: who waits for whom, how long, and what is told once. */
@Tag("slow")
class ZeekJoinTest {
    private static final String ENDS = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p ";

    private static final class Standing extends Clock {
        private long millis;

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final Reading out = new Reading();
    private final Standing clock = new Standing();
    private final Map<GrowingLog, Long> lines = new HashMap<>();

    private ZeekJoin join() {
        return new ZeekJoin(out.context(), clock, Duration.ofSeconds(10), Duration.ofHours(1));
    }

    private GrowingLog log(ZeekJoin join, String path, String fields) throws IOException, BadRecordException {
        GrowingLog log = join.open(path + ".log");
        take(log, false, "#path " + path, "#fields " + ENDS + fields);
        return log;
    }

    private void take(GrowingLog log, boolean told, String... rows) throws IOException, BadRecordException {
        for (String row : rows) {
            byte[] line = row.replace(' ', '\t').getBytes(StandardCharsets.UTF_8);
            LineReader reader = new LineReader(new ByteArrayInputStream(line), 10_000);
            reader.next();
            log.take(reader, lines.merge(log, 1L, Long::sum), told);
        }
    }

    private static String conn(String uid) {
        return "1.0 " + uid + " 10.0.0.5 1 9.9.9.9 443 tcp 1";
    }

    private List<String> told() {
        return out.events.stream()
                .map(event -> event.getEventId() + " " + event.getHost())
                .toList();
    }

    @Test
    void aRowWaitsAsLongAsItIsToldAndMarksStandBeforeIt() throws IOException, BadRecordException {
        ZeekJoin join = join();
        GrowingLog conn = log(join, "conn", "proto duration");
        assertThat(conn.settledLines()).isEqualTo(2);
        clock.millis = 1_000;
        take(conn, false, conn("A"));
        clock.millis = 2_000;
        take(conn, false, conn("B"));
        clock.millis = 10_999;
        join.caughtUp();
        assertThat(out.events).isEmpty();
        assertThat(conn.settledLines()).isEqualTo(2);
        clock.millis = 11_000;
        take(log(join, "ssl", "server_name"), false, "1.0 A 10.0.0.5 1 9.9.9.9 443 a.example");
        join.caughtUp();
        assertThat(told()).containsExactly("zeek-A a.example");
        assertThat(conn.settledLines()).isEqualTo(3);
        conn.close();
        clock.millis = 12_000;
        join.caughtUp();

        assertThat(told()).containsExactly("zeek-A a.example", "zeek-B null");
        assertThat(out.events).extracting(DeviceConnection::getPosition).containsExactly(3L, 4L);
        assertThat(out.events).extracting(DeviceConnection::getCapture).containsOnly("conn.log");
        assertThat(conn.settledLines()).isEqualTo(4);
        assertThat(join.boundHits()).isZero();
    }

    @Test
    void whatWasToldBeforeIsReadForWhatItSays() throws IOException, BadRecordException {
        ZeekJoin join = join();
        take(log(join, "conn", "proto duration"), true, conn("A"));
        GrowingLog dns = log(join, "dns", "query qtype");
        take(dns, true, "1.0 D 10.0.0.5 2 9.9.9.9 53 a.example 16", "1.0 D 10.0.0.5 2 9.9.9.9 53 b.example 16");
        take(dns, false, "1.0 D 10.0.0.5 2 9.9.9.9 53 c.example 16", "1.0 D 10.0.0.5 2 9.9.9.9 53 a.example 16");
        assertThat(out.events).extracting(DeviceConnection::getHost).containsExactly("c.example");
        take(log(join, "conn", "proto"), false, "1.0 D 10.0.0.5 2 9.9.9.9 53 udp");
        clock.millis = 10_000;
        join.caughtUp();

        assertThat(out.events).extracting(DeviceConnection::getHost).containsExactly("c.example", "a.example");
    }

    @Test
    void openConnectionsAreToldAfterTheirTimeUnlessTheyEnd() throws IOException, BadRecordException {
        ZeekJoin join = join();
        GrowingLog open = log(join, "open_conn", "proto duration");
        take(open, false, conn("A"), conn("B"), conn("C") + "000", "1.0 - 10.0.0.5 1 9.9.9.9 443 tcp 3600");
        GrowingLog conn = log(join, "conn", "proto duration");
        take(conn, true, conn("B"));
        take(open, true, conn("L") + "0000");
        assertThat(told()).as("an hour old").containsExactly("zeek-L null");
        clock.millis = 3_600_000;
        join.caughtUp();

        assertThat(told())
                .containsExactly("zeek-L null", "zeek-1.0-10.0.0.5-1-9.9.9.9-443-6 null", "zeek-A null", "zeek-C null");
        take(conn, false, conn("A"));
        clock.millis += 10_000;
        join.caughtUp();
        assertThat(told()).as("its end has the same id").hasSize(5).endsWith("zeek-A null");
        assertThat(open.settledLines()).isEqualTo(7);
    }

    @Test
    void aRowThatCannotBeUsedIsRefusedWhereItIsRead() throws IOException, BadRecordException {
        ZeekJoin join = join();
        for (String path : new String[] {"conn", "open_conn", "dns"}) {
            GrowingLog log = log(join, path, "proto duration");
            assertThatThrownBy(() -> take(log, false, "1.0 A 10.0.0.5 1 9.9.9 53 tcp 1"))
                    .isInstanceOf(BadRecordException.class);
            take(log, false, "", "#close 1");
            assertThat(log.settledLines()).isEqualTo(5);
        }
        assertThatThrownBy(() -> take(join.open("x.log"), false, conn("A")))
                .hasMessage("a row before any #fields header");
    }

    @Test
    void beyondABoundTheFirstOfTheLogGoesAtOnceAndIsCounted() throws IOException, BadRecordException {
        ZeekJoin join = join();
        GrowingLog conn = log(join, "conn", "proto duration");
        GrowingLog second = log(join, "conn", "proto duration");
        for (int i = 0; i < ZeekJoin.MAX_WAITING; i++) {
            take(conn, false, conn("C" + i));
        }
        assertThat(out.events).isEmpty();
        take(conn, false, conn("D"));
        assertThat(told()).containsExactly("zeek-C0 null");
        take(second, false, conn("S"));
        assertThat(told()).as("none of its own log waits").containsExactly("zeek-C0 null");
        assertThat(join.boundHits()).isEqualTo(1);
        join.caughtUp();
        assertThat(out.bounds.of(Bound.WAITING_ROWS)).isEqualTo(1);
        clock.millis = 10_000;
        join.caughtUp();
        take(conn, false, conn("E"), conn("F"));

        assertThat(out.events).hasSize(ZeekJoin.MAX_WAITING + 2);
        assertThat(out.bounds.of(Bound.WAITING_ROWS)).isEqualTo(1);
    }

    @Test
    void aLogThatIsClosedTellsWhatWaitsAndOneThatIsIdleGoesOn() throws IOException, BadRecordException {
        ZeekJoin join = join();
        GrowingLog closed = log(join, "conn", "proto duration");
        GrowingLog idle = log(join, "conn", "proto duration");
        take(closed, false, conn("A"));
        closed.close();
        join.caughtUp();
        take(idle, false, conn("B"));
        clock.millis = 10_000;
        join.caughtUp();

        assertThat(told()).containsExactly("zeek-A null", "zeek-B null");
    }

    @Test
    void leasesAndOpenConnectionsHaveBoundsToo() throws IOException, BadRecordException {
        out.devices = SideNamesTest.leasing(new ArrayList<>(), false);
        ZeekJoin join = join();
        GrowingLog open = log(join, "open_conn", "proto duration");
        for (int i = 0; i <= OpenConnections.MAX_OPEN + 1; i++) {
            take(open, false, conn("C" + i));
        }
        GrowingLog dhcp = join.open("dhcp.log");
        take(dhcp, false, "#path dhcp", "#fields ts mac assigned_addr", "1.0 00:1b:44:11:3a:b7 10.0.0.7");
        join.caughtUp();

        assertThat(told()).containsExactly("zeek-C0 null", "zeek-C1 null");
        assertThat(out.bounds).hasToString("leases 1, open-connections 2");
        assertThat(join.boundHits()).isEqualTo(3);
    }

    @Test
    void boundsOfNamesAndAnswersAreToldWhenAllIsRead() throws IOException, BadRecordException {
        out.settings = new DecodeSettings(10, 1_000, 1_000, 1_024, 10_000, 100, 1, 4);
        ZeekJoin join = join();
        GrowingLog ssl = log(join, "ssl", "server_name");
        for (int i = 0; i < 5; i++) {
            take(ssl, false, "1.0 U" + i + " 10.0.0.5 1 9.9.9.9 443 a.example");
        }
        take(log(join, "dns", "query answers"), false, "1.0 U4 10.0.0.5 1 9.9.9.9 53 a.example 1.1.1.1,1.1.1.2");
        join.caughtUp();

        assertThat(out.bounds.of(Bound.NAMES)).isEqualTo(2);
        assertThat(out.bounds.of(Bound.DNS_ANSWERS)).isEqualTo(1);
        assertThat(out.bounds).hasToString("dns-answers 1, names 2");
        assertThat(join.boundHits()).isEqualTo(3);
    }
}
