package io.waybill.captures.zeek;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenConnectionsTest {
    private static final long HOUR = 3_600_000;

    private final List<Long> told = new ArrayList<>();
    private final OpenConnections open = new OpenConnections(Duration.ofHours(24), 2, each -> told.add(each.line()));

    private static ZeekRow row(String uid) {
        ZeekRow row = new ZeekRow();
        row.reset(uid.getBytes(StandardCharsets.UTF_8));
        row.set(ZeekField.UID, 0, uid.length());
        return row;
    }

    @Test
    void beyondTheBoundTheOneNotHeardOfForLongestIsTold() {
        open.heard(row("A"), "log", 1, HOUR, 0);
        open.heard(row("B"), "log", 2, HOUR, 0);
        open.heard(row("A"), "log", 3, 2 * HOUR, HOUR);
        open.heard(row("C"), "log", 4, HOUR, HOUR);

        assertThat(told).containsExactly(2L);
        assertThat(open.hurried()).isEqualTo(1);
    }

    @Test
    void whatIsOverIsNotToldAndWhatIsQuietIs() {
        open.heard(row("A"), "log", 1, HOUR, 0);
        open.heard(row("B"), "log", 2, HOUR, HOUR);
        open.ended(row("A"));

        open.release(24 * HOUR);
        assertThat(told).isEmpty();
        open.release(25 * HOUR);
        assertThat(told).containsExactly(2L);
        open.heard(row("B"), "log", 3, 48 * HOUR, 26 * HOUR);
        assertThat(told).as("once").containsExactly(2L);
        assertThat(open.hurried()).isZero();
    }

    @Test
    void onesAreToldWhenTheirTimeIsFullAndKnownByTheirBytes() {
        ZeekRow row = row("A");
        open.heard(row, "log", 1, 24 * HOUR - 1, 0);
        assertThat(told).isEmpty();
        open.heard(row("B"), "log", 2, 24 * HOUR, 0);
        assertThat(told).containsExactly(2L);
        row.reset(new byte[0]);
        open.release(24 * HOUR - 1);
        assertThat(told).containsExactly(2L);
        open.release(24 * HOUR);
        assertThat(told).containsExactly(2L, 1L);
        open.release(50 * HOUR);
        assertThat(told).containsExactly(2L, 1L);
    }

    @Test
    void ofThoseToldTheOldestAreForgotten() {
        for (String uid : new String[] {"A", "B", "A", "C", "C", "B", "A"}) {
            open.heard(row(uid), "log", uid.charAt(0), 24 * HOUR, 0);
        }

        assertThat(told).containsExactly((long) 'A', (long) 'B', (long) 'C', (long) 'A');
        assertThat(open.hurried()).isZero();
    }
}
