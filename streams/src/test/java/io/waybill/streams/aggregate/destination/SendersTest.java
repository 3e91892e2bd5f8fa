package io.waybill.streams.aggregate.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.streams.part.Progress;
import io.waybill.streams.part.Tally;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SendersTest {

    private static Progress at(int sender, long watermark, long round, boolean idle) {
        return new Progress(sender, watermark, round, idle, new Tally(1, 1, 0, 0, new TreeMap<>(Map.of("r", 2L))));
    }

    @Test
    void nothingIsPassedBeforeAllWereHeard() {
        Senders senders = new Senders(2);
        senders.report(at(0, 100, 1, false));

        assertThat(senders.watermark()).isEqualTo(Long.MIN_VALUE);
        assertThat(senders.round()).isZero();
    }

    @Test
    void theSlowestCounts() {
        Senders senders = new Senders(2);
        senders.report(at(0, 100, 2, false));
        senders.report(at(1, 70, 1, false));

        assertThat(senders.watermark()).isEqualTo(70);
        assertThat(senders.round()).isEqualTo(1);
        assertThat(senders.tally().deadLettered()).containsEntry("r", 4L);
    }

    @Test
    void anIdleOneIsNotWaitedFor() {
        Senders senders = new Senders(2);
        senders.report(at(0, 100, 0, false));
        senders.report(at(1, Long.MIN_VALUE, 0, true));

        assertThat(senders.watermark()).isEqualTo(100);

        senders.report(at(1, 200, 0, true));
        assertThat(senders.watermark()).as("nor does it run ahead").isEqualTo(100);
    }

    @Test
    void allHaveLookedWhenTheDetectorsOfEachHaveComeAsFarAsTheSlowest() {
        Senders senders = new Senders(2);
        senders.report(at(0, 100, 0, false));
        senders.report(looking(1, 200, 90));
        assertThat(senders.haveLooked()).isFalse();

        senders.report(looking(1, 300, 100));
        assertThat(senders.haveLooked()).as("as far as the slower has come").isTrue();

        senders.report(at(0, 300, 0, false));
        assertThat(senders.haveLooked()).isFalse();
        senders.report(at(1, 300, 0, true));
        assertThat(senders.haveLooked()).isTrue();
    }

    private static Progress looking(int sender, long watermark, long looked) {
        return new Progress(sender, watermark, looked, 0, false, Tally.NONE);
    }

    @Test
    void whereAllAreIdleTheFurthestCounts() {
        Senders senders = new Senders(2);
        senders.report(at(0, 100, 0, true));
        senders.report(at(1, 50, 0, true));

        assertThat(senders.watermark()).isEqualTo(100);
    }
}
