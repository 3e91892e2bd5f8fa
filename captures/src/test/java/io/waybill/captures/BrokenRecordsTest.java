package io.waybill.captures;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.csv.NfdumpFormat;
import io.waybill.captures.csv.PcapdroidFormat;
import io.waybill.captures.mobile.AndroidManagementFormat;
import io.waybill.captures.mobile.AndroidNetworkFormat;
import io.waybill.captures.mobile.AppPrivacyFormat;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One broken record between two good ones, for every reader of records: said with file, place and reason, and the others read. */
class BrokenRecordsTest {

    private static void assertBroken(CaptureFormat format, String content, String problem) throws IOException {
        Reading reading = new Reading().read(format, Reading.input("feed", content));

        assertThat(reading.described())
                .singleElement()
                .asString()
                .startsWith("feed: ")
                .contains(problem);
        assertThat(reading.events).as("the records around it").hasSize(2);
        assertThat(reading.events).extracting(DeviceConnection::getEventId).doesNotHaveDuplicates();
    }

    /** The good record with one cell changed. */
    private static String changed(String header, String good, String column, String value) {
        List<String> names = List.of(header.split(","));
        String[] cells = good.split(",", -1);
        cells[names.indexOf(column)] = value;
        return String.join(",", cells);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        ts   |                               | ts is missing
        ts   | noon                          | ts: 'noon' is no time
        ts   | 2018-13-12 15:37:30           | is no time
        ts   | 1950-01-12 15:37:30           | is not between
        ts   | +999999999-12-31 23:59:59     | ts: '+999999999-12-31 23:59:59' is no time
        te   | 2018-01-12                    | te: '2018-01-12' is no time
        sa   |                               | sa is missing
        sa   | 10.0.0                        | sa: '10.0.0' is not an IP address
        da   | host.example                  | da: 'host.example' is not an IP address
        sp   | 65536                         | sp: 65536 is not between 0 and 65535
        sp   | -1                            | sp: -1 is not between
        dp   | http                          | dp: 'http' is not a whole number
        pr   |                               | pr is missing
        pr   | 256                           | pr: 256 is not between 0 and 255
        ipkt | 1.5                           | ipkt: '1.5' is not a whole number
        ibyt | -4                            | ibyt: -4 is not between
        ibyt | 99999999999999999999          | ibyt: '99999999999999999999' is not a whole number
        obyt | many                          | obyt: 'many' is not a whole number
        opkt | -1                            | opkt: -1 is not between
        """)
    void nfdump(String column, String value, String reason) throws IOException {
        String header = "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt";
        String row =
                "2018-01-12 15:37:30,2018-01-12 15:37:31,1.0,10.0.0.5,203.0.113.9,5%d,443,TCP,...AP.S.,0,0,4,400,3,300";
        String broken = changed(header, row.formatted(2), column, value == null ? "" : value);

        assertBroken(
                new NfdumpFormat(),
                String.join("\n", header, row.formatted(1), broken, row.formatted(3), ""),
                "line 3: " + (reason.startsWith("is ") ? "" : reason));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        SrcIP     |                      | SrcIP is missing
        SrcIP     | ::g                  | SrcIP: '::g' is not an IP address
        DstIp     |                      | DstIP is missing
        DstIp     | 1.2.3.4.5            | DstIp: '1.2.3.4.5' is not an IP address
        DstPort   | 70000                | DstPort: 70000 is not between
        DstPort   | https                | DstPort: 'https' is not a whole number
        BytesSent | -1                   | BytesSent: -1 is not between
        BytesRcvd | 0x10                 | BytesRcvd: '0x10' is not a whole number
        PktsSent  | 1e3                  | PktsSent: '1e3' is not a whole number
        PktsRcvd  | 9223372036854775808  | PktsRcvd: '9223372036854775808' is not a whole number
        FirstSeen |                      | FirstSeen is missing
        FirstSeen | yesterday            | FirstSeen: 'yesterday' is not a whole number
        FirstSeen | -5                   | FirstSeen: -5 is not between
        LastSeen  | 253402300800000      | LastSeen: 253402300800000 is not between
        """)
    void pcapdroid(String column, String value, String reason) throws IOException {
        String header = "IPProto,SrcIP,SrcPort,DstIp,DstPort,UID,App,PackageName,Proto,Status,Info,BytesSent,BytesRcvd,"
                + "PktsSent,PktsRcvd,FirstSeen,LastSeen";
        String row =
                "6,10.215.173.1,4%d,42.62.48.1,443,1,A,com.a,TLS,Closed,a.example,1,2,3,4,1407628800000,1407628801500";
        String broken = changed(header, row.formatted(2), column, value == null ? "" : value);

        assertBroken(
                new PcapdroidFormat(),
                String.join("\n", header, row.formatted(1), broken, row.formatted(3), ""),
                "line 3: " + reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"connect_event":7}                                                      | not a JSON object
        {"connect_event":{"ip_address":"/1.2.3.4","port":443}}                   | event_time is missing
        {"connect_event":{"event_time":"noon","ip_address":"/1.2.3.4"}}          | event_time: 'noon' is neither
        {"connect_event":{"event_time":-1,"ip_address":"/1.2.3.4"}}              | event_time: -1 is not between
        {"connect_event":{"event_time":1700000000000,"port":443}}                | ip_address is missing
        {"connect_event":{"event_time":1700000000000,"ip_address":"/"}}          | '/' is not an IP address
        {"connect_event":{"event_time":1700000000000,"ip_address":"/1.2.3"}}     | '/1.2.3' is not an IP address
        {"connect_event":{"event_time":1700000000000,"ip_address":"/1.2.3.4","port":65536}} | port: 65536
        {"connect_event":{"event_time":1700000000000,"ip_address":"/1.2.3.4","port":"x"}}   | port: not a number
        {"connect_event":{"event_time":1700000000000,"ip_address":["/1.2.3.4"]}} | ip_address: not a string
        {"dns_event":{"event_time":1700000000000,"hostname":7}}                  | hostname: not a string
        {"dns_event":{"event_time":1700000000000,"ip_addresses":"/1.2.3.4"}}     | ip_addresses: not an array
        {"dns_event":{"event_time":1700000000000,"ip_addresses":["/x"]}}         | '/x' is not an IP address
        {"timestamp":1700000000000,"inetAddress":"/1.2.3.4","port":-1}           | port: -1 is not between
        {"inetAddress":"/1.2.3.4","port":1}                                      | timestamp is missing
        {"connect_event":                                                        | not JSON
        [1]                                                                      | not a JSON object
        """)
    void androidNetworkLog(String broken, String reason) throws IOException {
        String row = "{\"connect_event\":{\"event_id\":%d,\"event_time\":1700000000100,\"package_name\":\"com.a\","
                + "\"port\":443,\"ip_address\":\"/1.2.3.4\"}}";

        assertBroken(
                new AndroidNetworkFormat(),
                String.join("\n", row.formatted(1), broken, row.formatted(3), ""),
                "line 2: " + reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"connectEvent":{"destinationIpAddress":"1.2.3.4"}}                                          | eventTime is missing
        {"eventTime":"noon","connectEvent":{"destinationIpAddress":"1.2.3.4"}}                       | eventTime: 'noon' is neither
        {"eventTime":"2023-11-14T22:13:20Z","connectEvent":{}}                                       | destinationIpAddress is missing
        {"eventTime":"2023-11-14T22:13:20Z","connectEvent":[]}                                       | not a JSON object
        {"eventTime":"2023-11-14T22:13:20Z","connectEvent":{"destinationIpAddress":"x"}}             | 'x' is not an IP address
        {"eventTime":"2023-11-14T22:13:20Z","connectEvent":{"destinationIpAddress":"1.2.3.4","destinationPort":70000}} | port: 70000
        {"eventTime":"2023-11-14T22:13:20Z","dnsEvent":{"hostname":"a.example","ipAddresses":["x"]}} | 'x' is not an IP address
        {"eventTime":"2023-11-14T22:13:20Z","dnsEvent":{"hostname":["a"]}}                           | hostname: not a string
        7                                                                                            | not a JSON object
        """)
    void oneEventOfAManagementBatch(String broken, String reason) throws IOException {
        String event = "{\"eventId\":\"%d\",\"eventTime\":\"2023-11-14T22:13:20Z\",\"connectEvent\":"
                + "{\"destinationIpAddress\":\"1.2.3.4\",\"destinationPort\":443,\"packageName\":\"com.a\"}}";
        String batch = "{\"device\":\"enterprises/E/devices/d\",\"usageLogEvents\":[" + event.formatted(1) + ","
                + broken + "," + event.formatted(3) + "]}\n";

        assertBroken(new AndroidManagementFormat(), batch, "line 1: event 2: " + reason);
        assertBroken(new AndroidManagementFormat(), batch.replaceFirst(",", ",\n"), "record 1: event 2: " + reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"type":"networkActivity","firstTimeStamp":"2021-10-20T09:00:00Z","timeStamp":"2021-10-20T09:00:00Z"}                 | domain is missing
        {"type":"networkActivity","domain":"a b","firstTimeStamp":"2021-10-20T09:00:00Z","timeStamp":"2021-10-20T09:00:00Z"}  | domain: 'a b' is no host name
        {"type":"networkActivity","domain":"a.example","timeStamp":"2021-10-20T09:00:00Z"}                                    | firstTimeStamp is missing
        {"type":"networkActivity","domain":"a.example","firstTimeStamp":"2021-10-20T09:00:00Z"}                               | timeStamp is missing
        {"type":"networkActivity","domain":"a.example","firstTimeStamp":"20 Oct","timeStamp":"2021-10-20T09:00:00Z"}          | firstTimeStamp: '20 Oct' is neither
        {"type":"networkActivity","domain":"a.example","firstTimeStamp":"2021-10-20T09:00:00Z","timeStamp":"2021-10-20T09:00:00"} | timeStamp:
        {"type":"networkActivity","domain":"a.example","firstTimeStamp":1,"timeStamp":1,"hits":-1}                            | hits: -1 is not between
        {"type":"networkActivity","domain":"a.example","firstTimeStamp":1,"timeStamp":1,"hits":"7"}                           | hits: not a number
        {"type":"networkActivity","domain":"a.example","firstTimeStamp":1,"timeStamp":1,"bundleID":7}                         | bundleID: not a string
        {"type":7}                                                                                                            | type: not a string
        {"type":"networkActivity"                                                                                             | not JSON
        """)
    void appPrivacyReport(String broken, String reason) throws IOException {
        String row = "{\"type\":\"networkActivity\",\"domain\":\"a.example\",\"hits\":%d,\"bundleID\":\"com.a\","
                + "\"firstTimeStamp\":\"2021-10-20T09:00:00Z\",\"timeStamp\":\"2021-10-20T10:00:00Z\"}";

        assertBroken(
                new AppPrivacyFormat(),
                String.join("\n", row.formatted(1), broken, row.formatted(3), ""),
                "line 2: " + reason);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"line 3: 2 cells under a header of 15"})
    void aRowOfAnotherWidth(String problem) throws IOException {
        String header = "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt";
        String row =
                "2018-01-12 15:37:30,2018-01-12 15:37:31,1.0,10.0.0.5,203.0.113.9,5%d,443,TCP,...AP.S.,0,0,4,400,3,300";

        assertBroken(
                new NfdumpFormat(), String.join("\n", header, row.formatted(1), "a,b", row.formatted(3), ""), problem);
    }
}
