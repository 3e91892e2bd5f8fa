package io.waybill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.own.ConnectionJson;
import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.schemas.DeviceConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeCommandTest {

    private static final String EVENT = """
            {"eventId":"e1","deviceId":"redmi-07","time":1406851200000,"transport":"TCP","remoteIp":"42.62.48.200","remotePort":443,"host":"api.account.xiaomi.com"}
            """;

    @TempDir
    Path folder = Path.of("");

    private String good = "";
    private String broken = "";

    @BeforeEach
    void write() throws Exception {
        good = Files.writeString(folder.resolve("good.jsonl"), EVENT).toString();
        broken = Files.writeString(
                        folder.resolve("broken.jsonl"), EVENT + "{\"eventId\":\n" + EVENT.replace("e1", "e2"))
                .toString();
    }

    @Test
    void shows_events_as_json_lines() throws Exception {
        Cli cli = Cli.run("decode", good);

        assertThat(cli.code()).isEqualTo(ExitCode.DONE);
        assertThat(cli.err()).isEmpty();
        byte[] line = cli.out().strip().getBytes(StandardCharsets.UTF_8);
        DeviceConnection event = ConnectionJson.read(line, 0, line.length, "", 0);
        assertThat(event.getDeviceId()).isEqualTo("redmi-07");
        assertThat(event.getHost()).isEqualTo("api.account.xiaomi.com");
    }

    @Test
    void shows_events_as_csv_and_reads_them_back() throws Exception {
        Cli csv = Cli.run("decode", good, "--to", "csv");
        Path file = Files.writeString(folder.resolve("events.csv"), csv.out());

        assertThat(csv.out()).startsWith("eventId,deviceId,time,");
        assertThat(Cli.run("decode", file.toString()).out())
                .isEqualTo(Cli.run("decode", good).out());
    }

    @Test
    void names_what_it_cannot_use_and_goes_on() {
        Cli cli = Cli.run("decode", broken);

        assertThat(cli.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(cli.out().lines()).hasSize(2);
        assertThat(cli.err()).contains("broken.jsonl: line 2: ");
    }

    @Test
    void a_file_that_is_not_there_does_not_keep_it_from_the_others() {
        Cli cli = Cli.run("decode", folder.resolve("none.pcap").toString(), good);

        assertThat(cli.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(cli.out().lines()).hasSize(1);
        assertThat(cli.err()).contains("none.pcap");
    }

    @Test
    void very_many_problems_are_counted_not_listed() throws Exception {
        Path bad = Files.write(folder.resolve("bad.jsonl"), List.of(EVENT.strip(), "{\n".repeat(1_000)));

        Cli cli = Cli.run("decode", bad.toString());

        assertThat(cli.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(cli.err().lines().count()).isLessThan(30);
        assertThat(cli.err()).contains("bad.jsonl: 98").contains("more problems like these");
    }

    @Test
    void an_unknown_format_is_wrong_usage() {
        Cli cli = Cli.run("decode", "--format", "morse", good);

        assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("unknown format 'morse'; known are ");
        assertThat(cli.out()).isEmpty();
    }

    @Test
    void without_an_input_it_is_wrong_usage() {
        assertThat(Cli.run("decode").code()).isEqualTo(ExitCode.USAGE);
    }
}
