package io.waybill.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.report.CaseDevice;
import io.waybill.cli.report.CaseFile;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went into a case is listed once, and its events are counted once, however often and with what it is replayed. */
class KnownCaseTest {

    private static final CaseName NAME = CaseName.parse("known");
    private static final ReplayRequest REPLAY =
            new ReplayRequest(CaseName.UNKEPT, List.of("a.pcap"), null, null, null, 1, 1, "max", null);
    private static final CaseFile A = new CaseFile("capture", "a.pcap", 10, "aa", 3, 0);
    private static final CaseFile B = new CaseFile("capture", "b.pcap", 10, "bb", 2, 0);
    private static final CaseDevice PHONE = new CaseDevice("phone", "unknown", "unknown", 0);

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private KnownCase known() throws Exception {
        return KnownCase.of(folder, NAME);
    }

    private static DeviceTally tally(String capture, int events) {
        DeviceTally tally = new DeviceTally();
        add(tally, capture, events);
        return tally;
    }

    private static void add(DeviceTally tally, String capture, int events) {
        for (int i = 0; i < events; i++) {
            tally.add(DeviceConnection.newBuilder()
                    .setEventId(capture + i)
                    .setDeviceId("phone")
                    .setTime(Instant.EPOCH)
                    .setTransport(Transport.TCP)
                    .setCapture(capture)
                    .build());
        }
    }

    private long events() throws Exception {
        return known().content().devices().get(0).events();
    }

    @Test
    void what_replays_were_given_is_kept_with_each_input_once() throws Exception {
        known().with(List.of(A), List.of(PHONE), tally("a.pcap", 3), REPLAY);
        known().with(List.of(A), List.of(PHONE), tally("a.pcap", 3), REPLAY);

        assertThat(known().content().allArguments()).containsExactly(Map.entry("input.1", "a.pcap"));
    }

    @Test
    void a_new_case_knows_nothing() throws Exception {
        assertThat(known().content().files()).isEmpty();
        assertThat(known().holdsAll(List.of(A))).isFalse();
        assertThat(known().holdsAll(List.of())).isFalse();
    }

    @Test
    void a_capture_that_comes_again_with_another_adds_only_the_other() throws Exception {
        known().with(List.of(A), List.of(PHONE), tally("a.pcap", 3), REPLAY);
        assertThat(events()).isEqualTo(3);
        DeviceTally both = tally("a.pcap", 3);
        add(both, "b.pcap", 2);

        known().with(List.of(A, B), List.of(PHONE), both, REPLAY);

        assertThat(events()).isEqualTo(5);
        assertThat(known().content().files()).containsExactly(A, B);
        assertThat(known().holdsAll(List.of(B, A))).isTrue();
    }

    @Test
    void another_capture_of_the_same_name_adds() throws Exception {
        known().with(List.of(A), List.of(PHONE), tally("a.pcap", 3), REPLAY);
        CaseFile other = new CaseFile("capture", "a.pcap", 11, "cc", 4, 0);

        known().with(List.of(other), List.of(PHONE), tally("a.pcap", 4), REPLAY);

        assertThat(events()).isEqualTo(7);
    }

    @Test
    void events_that_name_a_capture_which_is_no_input_count_once() throws Exception {
        CaseFile events = new CaseFile("capture", "events.jsonl", 10, "ee", 3, 0);
        CaseFile more = new CaseFile("capture", "more.jsonl", 10, "mm", 3, 0);
        known().with(List.of(events), List.of(PHONE), tally("original.pcap", 3), REPLAY);

        known().with(List.of(events, more), List.of(PHONE), tally("original.pcap", 3), REPLAY);

        assertThat(events()).isEqualTo(3);
    }

    @Test
    void a_device_that_gets_a_name_later_has_it() throws Exception {
        known().with(List.of(A), List.of(PHONE), tally("a.pcap", 3), REPLAY);
        known().with(List.of(B), List.of(new CaseDevice("phone", "Xiaomi", "Redmi", 0)), tally("b.pcap", 2), REPLAY);
        known().with(List.of(), List.of(PHONE), tally("c.pcap", 1), REPLAY);

        assertThat(known().content().devices()).containsExactly(new CaseDevice("phone", "Xiaomi", "Redmi", 6));
    }

    @Test
    void a_file_of_before_captures_were_told_apart_keeps_its_numbers() throws Exception {
        Path file = folder.resolve("cases").resolve("known").resolve("inputs.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                {"files": [], "devices": [{"deviceId": "phone", "manufacturer": "Sony", "model": "Xperia", "events": 40}]}
                """);

        known().with(List.of(B), List.of(PHONE), tally("b.pcap", 2), REPLAY);

        assertThat(known().content().devices()).containsExactly(new CaseDevice("phone", "Sony", "Xperia", 42));
    }

    @Test
    void standard_input_has_no_digest_and_is_never_known() throws Exception {
        CaseFile input = new CaseFile("capture", "-", -1, "", 3, 0);
        known().with(List.of(input), List.of(PHONE), tally("-", 3), REPLAY);
        known().with(List.of(input), List.of(PHONE), tally("-", 3), REPLAY);

        assertThat(known().holdsAll(List.of(input))).isFalse();
        assertThat(known().content().files()).containsExactly(input, input);
        assertThat(events()).isEqualTo(6);
    }
}
