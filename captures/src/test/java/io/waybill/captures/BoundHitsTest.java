package io.waybill.captures;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.zeek.ZeekFormat;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BoundHitsTest {

    @Test
    void totalsOfSeveralReadersAddUp() {
        BoundHits hits = new BoundHits();
        BoundHits.Totals one = hits.totals();
        BoundHits.Totals other = hits.totals();

        one.reached(Bound.FLOWS, 3);
        one.reached(Bound.FLOWS, 5);
        other.reached(Bound.FLOWS, 2);
        other.reached(Bound.LOGS, 0);

        assertThat(hits.of(Bound.FLOWS)).isEqualTo(7);
        assertThat(hits).hasToString("flows 7");
    }

    @Test
    void namesOfZeeksLogsBeyondTheBoundAreCounted() throws IOException {
        Reading reading = new Reading();
        reading.settings = new DecodeSettings(100, 1_000, 1_000, 1_000, 1_000, 10, 10, 4);
        StringBuilder ssl = new StringBuilder(
                "#path\tssl\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tserver_name\n");
        for (int i = 0; i < 6; i++) {
            ssl.append("1.5\tC").append(i).append("\t10.0.0.5\t4242\t9.9.9.9\t443\texample.com\n");
        }
        reading.read(new ZeekFormat(), Reading.input("ssl.log", ssl.toString()));

        assertThat(reading.bounds.of(Bound.NAMES)).isEqualTo(2);
    }
}
