package io.waybill.captures.netflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Addresses;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which elements of a record make its flow, and which of its many clocks count. Elements are written as number=hex. */
class FlowFactoryTest {

    private static final long EXPORT = 1_400_000_000_000L;
    private static final ExportTime TIME = new ExportTime(EXPORT, 100_000);
    private static final String ENDS = "8=0a000005 12=cb007109 7=c350 11=01bb 4=06 6=12 ";

    private static FieldValues values(String elements) {
        FieldValues values = new FieldValues();
        for (String element : elements.strip().split(" +")) {
            String[] parts = element.split("=");
            boolean reverse = parts[0].startsWith("r");
            int id = Integer.parseInt(reverse ? parts[0].substring(1) : parts[0]);
            byte[] value = HexFormat.of().parseHex(parts[1]);
            values.take(reverse ? id | Template.REVERSE : id, ByteBuffer.wrap(value), value.length);
        }
        return values;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        as usual                        | 300/3 0/0  | 1=012c 2=03
        totals                          | 300/3 0/0  | 85=012c 86=03
        of who began                    | 300/3 70/2 | 231=012c 298=03 232=46 299=02
        the other way                   | 300/3 70/2 | 1=012c 2=03 r1=46 r2=02
        the other way, totals           | 300/3 70/2 | 1=012c 2=03 r85=46 r86=02
        two counts of the other way     | 300/3 80/4 | 1=012c 2=03 r1=46 r2=02 232=50 299=04
        where they left the router      | 300/3 0/0  | 23=012c 24=03
        came and left                   | 300/3 70/2 | 1=012c 2=03 23=46 24=02
        came with nothing, left         | 70/2 0/0   | 1=00 2=00 23=46 24=02
        packets alone came              | 0/3 70/2   | 2=03 23=46 24=02
        bytes alone came                | 300/0 70/2 | 1=012c 23=46 24=02
        only the other way              | 0/0 70/2   | r1=46 r2=02
        only the answer                 | 0/0 70/2   | 232=46 299=02
        nothing                         | 0/0 0/0    | 1=00
        connection announced            | -          | 1=012c 2=03 233=01
        connection ended                | 300/3 0/0  | 1=012c 2=03 233=02
        connection denied               | 300/3 0/0 denied | 1=012c 2=03 233=03
        translation alone               | -          | 2=03 230=01
        translation with its flow       | 300/3 0/0  | 1=012c 2=03 230=01
        translation of who began        | 300/3 0/0  | 231=012c 298=03 230=01
        """)
    void counts(String name, @Nullable String expected, String elements) {
        FlowRecord flow = FlowFactory.of(values(ENDS + elements), TIME, 0);

        String counts = flow == null
                ? null
                : "%d/%d %d/%d%s"
                        .formatted(
                                flow.bytes(),
                                flow.packets(),
                                flow.reverseBytes(),
                                flow.reversePackets(),
                                flow.denied() ? " denied" : "");
        assertThat(counts).as(name).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        version 4            | 10.0.0.5 203.0.113.9 | 8=0a000005 12=cb007109
        version 6            | fd00::10 2001:db8::5 | 27=fd000000000000000000000000000010 28=20010db8000000000000000000000005
        both                 | fd00::10 2001:db8::5 | 8=0a000005 12=cb007109 27=fd000000000000000000000000000010 28=20010db8000000000000000000000005
        version 6 all zero   | 10.0.0.5 203.0.113.9 | 8=0a000005 12=cb007109 27=00000000000000000000000000000000 28=00000000000000000000000000000000
        zero but for its end | ::1 ::               | 27=00000000000000000000000000000001 28=00000000000000000000000000000000
        no source            | -                    | 12=cb007109
        no destination       | -                    | 8=0a000005
        of two kinds         | -                    | 12=cb007109 27=fd000000000000000000000000000010
        """)
    void addresses(String name, @Nullable String expected, String elements) {
        FlowRecord flow = FlowFactory.of(values(elements + " 1=01"), TIME, 1);

        assertThat(
                        flow == null
                                ? null
                                : Addresses.text(flow.source().ip()) + " "
                                        + Addresses.text(flow.destination().ip()))
                .as(name)
                .isEqualTo(expected);
    }

    @Test
    void theRestOfARecord() {
        FlowRecord flow = FlowFactory.of(values(ENDS + "1=01 56=020000000001 80=020000000002"), TIME, 1);

        assertThat(flow).isNotNull();
        assertThat(flow.source().port()).isEqualTo(50_000);
        assertThat(flow.destination().port()).isEqualTo(443);
        assertThat(flow.protocol()).isEqualTo(6);
        assertThat(flow.tcpFlags()).isEqualTo(0x12);
        assertThat(flow.source().mac()).containsExactly(2, 0, 0, 0, 0, 1);
        assertThat(flow.destination().mac()).containsExactly(2, 0, 0, 0, 0, 2);
    }

    @ParameterizedTest(name = "{0} times {1}: {2}")
    @CsvSource({
        "000000000000012c, 0, 300",
        "000000000000012c, 10, 3000",
        "0ccccccccccccccc, 10, 9223372036854775800",
        "0ccccccccccccccd, 10, 9223372036854775807",
        "7fffffffffffffff, 1, 9223372036854775807",
        "ffffffffffffffff, 1, 9223372036854775807",
    })
    void samplingIsScaledUpToWhatANumberHolds(String bytes, long sampling, long scaled) {
        FlowRecord flow = FlowFactory.of(values(ENDS + "1=" + bytes), TIME, sampling);

        assertThat(flow).isNotNull();
        assertThat(flow.bytes()).isEqualTo(scaled);
    }

    /** Milliseconds from the export. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        no clock                     | 0       | 0       | 4=06
        uptimes                      | -10000  | -8000   | 22=00015f90 21=00016760
        uptimes since a start        | -99910000 | -99908000 | 22=00015f90 21=00016760 160=00000145f08acf00
        milliseconds                 | -10000  | -8000   | 152=00000145f68088f0 153=00000145f68090c0
        milliseconds and seconds     | -10000  | -8000   | 152=00000145f68088f0 153=00000145f68090c0 150=00000001 151=00000002
        NTP, half a second           | -9500   | -7001   | 154=d71ccc7680000000 155=d71ccc78ffffffff
        NTP of nanoseconds           | -9500   | -7001   | 156=d71ccc7680000000 157=d71ccc78ffffffff
        deltas in microseconds       | -1500   | -1000   | 158=0016e747 159=000f4240
        a start and a duration       | -10000  | -8500   | 152=00000145f68088f0 161=000005dc
        a duration in microseconds   | -10000  | -8500   | 152=00000145f68088f0 162=0016e747
        two durations                | -10000  | -8500   | 152=00000145f68088f0 161=000005dc 162=00000001
        a moment of observation      | -10000  | -10000  | 323=00000145f68088f0
        the end before the start     | -8000   | -8000   | 152=00000145f68090c0 153=00000145f68088f0
        """)
    void clocks(String name, long start, long end, String elements) {
        FlowRecord flow = FlowFactory.of(values(ENDS + "1=01 " + elements), TIME, 1);

        assertThat(flow).isNotNull();
        assertThat(flow.startMillis() - EXPORT).as(name).isEqualTo(start);
        assertThat(flow.endMillis() - EXPORT).as(name).isEqualTo(end);
    }

    /** A flow a day later than its export is one from before the exporter's clock of 32 bits began anew. */
    @ParameterizedTest(name = "uptime {0}: {1}")
    @CsvSource({"100000, 0", "86500000, 86400000", "86500001, -4208567295"})
    void uptimesBeginAnew(long uptime, long fromExport) {
        assertThat(TIME.ofUptime(uptime, 0) - EXPORT).isEqualTo(fromExport);
    }
}
