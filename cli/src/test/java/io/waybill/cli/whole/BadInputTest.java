package io.waybill.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.testkit.pcap.SampleCapture;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input among good: it is named, the rest counts once, and the exit code says that something was left out. */
@Tag("slow")
class BadInputTest {

    private static final String ZEEK_HEAD = """
            #separator \\x09
            #set_separator	,
            #empty_field	(empty)
            #unset_field	-
            #path	conn
            #fields	ts	uid	id.orig_h	id.orig_p	id.resp_h	id.resp_p	proto	service	duration	orig_bytes	resp_bytes	conn_state	orig_pkts	orig_ip_bytes	resp_pkts	resp_ip_bytes
            """;
    private static final List<String> ZEEK_ROWS = List.of(
            "1772442000.0	C1	10.0.0.5	40000	42.62.48.1	443	tcp	ssl	2.5	100	200	SF	7	464	8	616",
            "1772442060.0	C2	10.0.0.5	40001	42.62.48.1	443	tcp	ssl	2.5	100	200	SF	7	464	8	616",
            "1772442120.0	C3	10.0.0.5	40002	8.8.8.8	53	udp	dns	0.1	40	80	SF	1	68	1	108");
    private static final String EVENTS = """
            {"eventId":"e1","deviceId":"sample-mi-4","time":1772442300000,"transport":"TCP","remoteIp":"42.62.48.200","remotePort":443,"host":"api.account.xiaomi.com"}
            {"eventId":"e2","deviceId":"sample-mi-4","time":1772442360000,"transport":"TCP","remoteIp":"42.62.48.200","remotePort":443,"host":"api.account.xiaomi.com"}
            """;
    private static final int WHOLE_PACKETS = 400;

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static Workbench bench;

    @BeforeAll
    static void open() throws IOException {
        bench = Workbench.open(folder);
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void bad_among_good_is_named_and_the_good_counts_as_if_alone() throws IOException {
        SampleCapture.write(folder);
        byte[] pcap = Files.readAllBytes(folder.resolve(SampleCapture.CAPTURE));
        int end = endOf(pcap, WHOLE_PACKETS);
        String inventory = Files.readString(folder.resolve(SampleCapture.INVENTORY));
        long devices = inventory.lines().count();

        Path good = Files.createDirectories(folder.resolve("good"));
        Files.write(good.resolve("phones.pcap"), Arrays.copyOf(pcap, end));
        Files.writeString(good.resolve("conn.log"), ZEEK_HEAD + String.join("\n", ZEEK_ROWS) + "\n");
        Files.writeString(good.resolve("events.jsonl"), EVENTS);
        Files.writeString(good.resolve("inventory.csv"), inventory);

        Path bad = Files.createDirectories(folder.resolve("bad"));
        Files.write(bad.resolve("phones.pcap"), Arrays.copyOf(pcap, end + 20));
        Files.writeString(
                bad.resolve("conn.log"),
                ZEEK_HEAD + ZEEK_ROWS.get(0) + "\n1772442030.0	CX	10.0.0.5	40\n" + ZEEK_ROWS.get(1) + "\n"
                        + ZEEK_ROWS.get(2) + "\n");
        Files.writeString(bad.resolve("events.jsonl"), EVENTS + "{\"eventId\":\"e3\",\"deviceId\":\n");
        Files.writeString(bad.resolve("letter.txt"), "Dear sir or madam,\n");
        String again = inventory.lines().skip(1).findFirst().orElseThrow();
        Files.writeString(bad.resolve("inventory.csv"), inventory + again.replace("Xiaomi", "Nobody") + "\n");

        Workbench.Replayed alone = bench.replay("good", arguments(good, "phones.pcap", "conn.log", "events.jsonl"));
        Workbench.Replayed among =
                bench.replay("bad", arguments(bad, "letter.txt", "phones.pcap", "conn.log", "events.jsonl"));

        assertThat(alone.cli().err()).isEmpty();
        assertThat(alone.cli().code()).isEqualTo(ExitCode.DONE);
        assertThat(among.cli().code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(among.cli().err().lines())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith(bad.resolve("letter.txt") + ": not a capture: "),
                        line -> assertThat(line)
                                .startsWith(bad.resolve("phones.pcap") + ": byte " + end
                                        + ": the file ends inside packet " + (WHOLE_PACKETS + 1)),
                        line -> assertThat(line).startsWith(bad.resolve("conn.log") + ": line 8: "),
                        line -> assertThat(line).startsWith(bad.resolve("events.jsonl") + ": line 3: "),
                        line -> assertThat(line)
                                .startsWith(bad.resolve("inventory.csv") + ": line " + (devices + 1)
                                        + ": device sample-redmi-note is listed before"));
        assertThat(among.file("counts.csv"))
                .isEqualTo(alone.file("counts.csv"))
                .contains("xiaomi.com")
                .contains("42.62.48.0/24")
                .contains("Redmi Note")
                .doesNotContain("Nobody");
        assertThat(tally(among)).isEqualTo(tally(alone));
        assertThat(tally(among).get("in").asLong())
                .isEqualTo(tally(among).get("counted").asLong())
                .isEqualTo(decoded(good));
        assertThat(among.cli().out()).doesNotContain("is listed before", "the file ends inside packet");
    }

    @Test
    void what_a_case_holds_already_does_not_hide_what_is_bad() throws IOException {
        Path events = Files.writeString(folder.resolve("again.jsonl"), EVENTS);
        Path letter = Files.writeString(folder.resolve("again.txt"), "Dear sir or madam,\n");
        List<String> both = List.of(events.toString(), letter.toString());

        Workbench.Replayed first = bench.replay("again", both);
        String counts = first.file("counts.csv");
        Workbench.Replayed second = bench.replay("again", both);

        assertThat(second.cli().err()).contains("nothing was added").contains(letter + ": not a capture: ");
        assertThat(second.cli().code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(second.file("counts.csv")).isEqualTo(counts);
    }

    @Test
    void a_replay_of_nothing_usable_ends_with_an_empty_case_and_says_why() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pcap"), "");
        Path none = folder.resolve("none.pcap");

        Workbench.Replayed replayed = bench.replay("nothing", List.of(empty.toString(), none.toString()));

        assertThat(replayed.cli().code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(replayed.cli().err())
                .contains(empty + ": not a capture: it is empty")
                .contains(none + ": ");
        assertThat(replayed.file("counts.csv").lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--partitions 0, at least 1",
        "--threads 0, at least 1",
        "--partitions many, partitions",
        "--speed fast, --speed takes max",
        "--case ../other, cannot be the name of a case",
        "--sign lab.key, give --out as well",
        "--frobnicate, Unknown option"
    })
    void wrong_usage_is_told_before_anything_is_started(String options, String reason) throws IOException {
        Path events = Files.writeString(folder.resolve("usage.jsonl"), EVENTS);
        Path data = folder.resolve("usage-data");

        Cli cli = Cli.run(("replay --data " + data + " " + options + " " + events).split(" "));

        assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains(reason).contains("waybill replay --help");
        assertThat(cli.out()).isEmpty();
        assertThat(data).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"--inventory", "--lifecycle", "--policy", "--sign"})
    void without_a_file_that_was_named_it_cannot_run(String option) throws IOException {
        Path events = Files.writeString(folder.resolve("unarmed.jsonl"), EVENTS);
        Path none = folder.resolve("none.csv");

        Workbench.Replayed replayed = bench.replay("unarmed", List.of(option, none.toString(), events.toString()));

        assertThat(replayed.cli().code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(replayed.cli().err()).isEqualTo("waybill: " + none + ": no such file\n");
        assertThat(replayed.cli().out()).isEmpty();
        assertThat(replayed.out()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"taken", "taken/below/it"})
    void a_folder_that_cannot_be_made_is_told_before_anything_is_started(String out) throws IOException {
        Path events = Files.writeString(folder.resolve("homeless.jsonl"), EVENTS);
        Path taken = Files.writeString(folder.resolve("taken"), "a file");
        Path data = folder.resolve("homeless-data");

        Cli cli = Cli.run(
                "replay",
                "--case",
                "homeless",
                "--data",
                data.toString(),
                "--out",
                folder.resolve(out).toString(),
                events.toString());

        assertThat(cli.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(cli.err()).isEqualTo("waybill: " + taken + ": is there already, and is no folder\n");
        assertThat(data).doesNotExist();
    }

    private static List<String> arguments(Path inputs, String... names) {
        List<String> arguments = new ArrayList<>(
                List.of("--inventory", inputs.resolve("inventory.csv").toString()));
        for (String name : names) {
            arguments.add(inputs.resolve(name).toString());
        }
        return arguments;
    }

    private static JsonNode tally(Workbench.Replayed replayed) throws IOException {
        return new ObjectMapper().readTree(replayed.file("case.json")).get("events");
    }

    private static long decoded(Path inputs) {
        return Cli.run("decode", inputs.toString()).out().lines().count();
    }

    /** Where so many packets end, by the lengths in the file. */
    private static int endOf(byte[] pcap, int packets) {
        ByteBuffer file = ByteBuffer.wrap(pcap);
        file.order(file.getInt(0) == 0xa1b2c3d4 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int at = 24;
        for (int i = 0; i < packets; i++) {
            at += 16 + file.getInt(at + 8);
        }
        return at;
    }
}
