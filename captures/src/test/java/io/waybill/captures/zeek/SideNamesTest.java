package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.AddressParser;
import io.waybill.captures.BadRecordException;
import io.waybill.captures.DeviceResolver;
import io.waybill.captures.device.DeviceIds;
import io.waybill.captures.device.DnsHistory;
import io.waybill.captures.reference.Inventory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rows of dns and dhcp tell about connections and devices. */
class SideNamesTest {
    private static final long TIME = 1_000_000;
    private static final String DNS_FIELDS =
            "ts uid id.orig_h id.orig_p id.resp_h id.resp_p query qtype rcode answers TTLs";

    private final DnsHistory dns = new DnsHistory(100, 100);
    private final UidTable table = new UidTable(100);
    private final SideNames names = names(Inventory.EMPTY.addressBook());

    private SideNames names(DeviceResolver resolver) {
        return new SideNames(resolver, new DeviceIds(resolver), table, dns);
    }

    private static ZeekRow row(String fields, String cells) throws BadRecordException {
        TsvHeader header = new TsvHeader("f");
        header.take("#fields\t" + fields.replace(' ', '\t'));
        byte[] line = cells.replace(' ', '\t').getBytes(StandardCharsets.UTF_8);
        ZeekRow row = new ZeekRow();
        new TsvSplitter(header).split(line, 0, line.length, row);
        return row;
    }

    private static ZeekRow dns(String rest) throws BadRecordException {
        return row(DNS_FIELDS, "1000.0 D 10.0.0.5 4000 " + rest);
    }

    private @Nullable String nameOf(String ip, long seconds) {
        return dns.nameOf("unknown-10.0.0.5", AddressParser.ip(ip), TIME + seconds * 1_000);
    }

    @ParameterizedTest(name = "type {0}, code {1}, answers {2}: {3}")
    @CsvSource({
        "1, 0, 9.9.9.9, false",
        "28, 0, -, false",
        "64, 0, -, false",
        "65, 0, -, false",
        "0, 0, -, false",
        "-, 0, -, false",
        "1, 3, -, true",
        "28, 3, 9.9.9.9, true",
        "65, 2, -, true",
        "-, 3, -, true",
        "1, -, -, true",
        "1, -, 9.9.9.9, false",
        "16, 0, x, true",
        "16, 3, -, true",
        "2, 0, -, true",
        "12, 0, -, false",
        "12, 3, -, false",
    })
    void queriesThatNoConnectionTellsBetter(String type, String code, String answers, boolean tells)
            throws BadRecordException {
        String query = String.join(" ", "Q.example", type, code, answers, "-");

        assertThat(DnsRows.tellingQuery(dns("9.9.9.9 53 " + query))).isEqualTo(tells ? "q.example" : null);
        for (String local : List.of("9.9.9.9 5353 ", "9.9.9.9 5355 ", "224.0.0.251 53 ", "ff02::fb 53 ")) {
            assertThat(DnsRows.tellingQuery(dns(local + query))).isNull();
            assertThat(DnsRows.isLocal(dns(local + query))).isTrue();
        }
        assertThat(DnsRows.isLocal(dns("9.9.9.9 5354 " + query))).isFalse();
        assertThatThrownBy(() -> DnsRows.isLocal(dns("9.9.9 53 " + query))).isInstanceOf(BadRecordException.class);
    }

    /** Whole seconds, with what follows them left off; an answer holds for five minutes at least. */
    @ParameterizedTest(name = "{0}: {1} s")
    @CsvSource({
        "400.9, 400",
        "400, 400",
        "'400,500', 400",
        "x, 300",
        "-, 300",
        "(empty), 300",
        "400/, 400",
        "400:, 400",
        "000000400, 400",
        "86400, 86400",
        "999999999999, 86400",
    })
    void timesToLive(String ttls, long seconds) throws BadRecordException {
        names.take(ZeekKind.DNS, dns("9.9.9.9 53 a.example 1 0 1.1.1.1 " + ttls));

        assertThat(nameOf("1.1.1.1", seconds)).isEqualTo("a.example");
        assertThat(nameOf("1.1.1.1", seconds + 1)).isNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', textBlock = """
        cname.example,1.1.1.1,2.2.2.2       ; 50.0,600.0,700.0   ; 600
        ,1.1.1.1                            ; 50.0,600.0         ; 600
        TXT\\x206\\x20a\\x2c3.3.3.3,1.1.1.1 ; 50.0,600.0         ; 600
        1.1.1.1,3.3.3.3x                    ; 600.0,50.0         ; 600
        """)
    void eachAnswerHasItsTimeToLive(String answers, String ttls, long seconds) throws BadRecordException {
        names.take(ZeekKind.DNS, dns("9.9.9.9 53 a.example 1 0 " + answers + " " + ttls));

        assertThat(nameOf("1.1.1.1", seconds)).isEqualTo("a.example");
        assertThat(nameOf("1.1.1.1", seconds + 1)).isNull();
        assertThat(nameOf("3.3.3.3", 1)).as("part of a text").isNull();
        assertThat(nameOf("2.2.2.2", 700) != null).isEqualTo(answers.contains("2.2.2.2"));
    }

    @Test
    void whatIsAskedAroundTellsNothing() throws BadRecordException {
        names.take(ZeekKind.DNS, dns("224.0.0.251 5353 a.example 1 0 1.1.1.1 600.0"));
        names.take(ZeekKind.DNS, dns("9.9.9.9 5353 a.example 1 0 1.1.1.1 600.0"));
        names.take(ZeekKind.DNS, dns("9.9.9.9 53 - 1 0 1.1.1.1 600.0"));

        assertThat(nameOf("1.1.1.1", 1)).isNull();
    }

    @Test
    void furtherQueriesAreThoseBesideTheNameOfTheirSocket() throws BadRecordException {
        ZeekRow first = dns("9.9.9.9 53 a.example 16 0 - -");
        ZeekRow other = dns("9.9.9.9 53 b.example 16 0 - -");
        ZeekRow plain = dns("9.9.9.9 53 c.example 1 0 - -");
        assertThat(names.isFurtherQuery(other))
                .as("nothing is known of the socket")
                .isFalse();
        names.take(ZeekKind.DNS, first);
        assertThat(names.sawFurtherQueries()).isFalse();
        names.take(ZeekKind.DNS, other);
        assertThat(names.sawFurtherQueries()).isTrue();
        names.take(ZeekKind.DNS, plain);

        assertThat(names.sawFurtherQueries()).isTrue();
        assertThat(names.isFurtherQuery(first)).isFalse();
        assertThat(names.isFurtherQuery(other)).isTrue();
        assertThat(names.isFurtherQuery(plain)).isFalse();
        assertThat(names.sawRowsWithoutUid()).isFalse();
        names.take(ZeekKind.DNS, row(DNS_FIELDS, "1000.0 - 10.0.0.5 4000 9.9.9.9 53 d.example 16 0 - -"));
        assertThat(names.sawRowsWithoutUid()).isTrue();
        assertThatThrownBy(() -> names.take(ZeekKind.CONN, first)).isInstanceOf(IllegalStateException.class);
    }

    /** A lease that says no time holds for a day. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "none",
            value = {
                "00:1b:44:11:3a:b7 10.0.0.7 900.5, 1000000-1900500",
                "00:1b:44:11:3a:b7 10.0.0.7 -, 1000000-87400000",
                "- 10.0.0.7 900, none",
                "00:1b 10.0.0.7 900, none",
                "00:1b:44:11:3a:b7 - 900, none",
            })
    void leases(String row, @Nullable String times) throws BadRecordException {
        List<String> leases = new ArrayList<>();
        SideNames taken = names(leasing(leases, true));
        SideNames dropped = names(leasing(new ArrayList<>(), false));
        ZeekRow lease = row("ts mac assigned_addr lease_time", "1000.0 " + row);
        taken.take(ZeekKind.DHCP, lease);
        dropped.take(ZeekKind.DHCP, lease);

        assertThat(leases).isEqualTo(times == null ? List.of() : List.of(times));
        assertThat(taken.leasesDropped()).isZero();
        assertThat(dropped.leasesDropped()).isEqualTo(times == null ? 0 : 1);
    }

    /** Knows nobody, and notes what it is told. */
    static DeviceResolver leasing(List<String> leases, boolean takes) {
        return new DeviceResolver() {
            @Override
            public @Nullable String deviceAt(byte @Nullable [] mac, byte @Nullable [] ip, long timeMillis) {
                return null;
            }

            @Override
            public @Nullable String deviceNamed(String text, long timeMillis) {
                return null;
            }

            @Override
            public boolean lease(byte[] mac, byte[] ip, long fromMillis, long untilMillis) {
                leases.add(fromMillis + "-" + untilMillis);
                return takes;
            }
        };
    }
}
