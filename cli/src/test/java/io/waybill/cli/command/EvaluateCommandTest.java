package io.waybill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {

    @Test
    void fleets_are_scored_one_by_one_and_together() {
        Cli cli = Cli.run(
                "evaluate",
                "--scenario",
                "quiet-fleet,one-sick-phone",
                "--devices",
                "30",
                "--hours",
                "16",
                "--seeds",
                "3-4");

        assertThat(cli.code()).as(cli.out() + cli.err()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out())
                .contains("quiet-fleet seed 3: as expected")
                .contains("one-sick-phone seed 4: as expected")
                .contains("periodic-contact")
                .contains("4 of 4 fleets as expected");
    }

    @Test
    void what_is_missed_is_named_and_decides_the_exit_code() {
        Cli cli = Cli.run("evaluate", "--scenario", "redmi-note", "--devices", "10", "--hours", "6", "--seeds", "1");

        assertThat(cli.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(cli.out()).contains("    missing     cohort-exclusive").contains("0 of 1 fleets as expected");
    }

    @Test
    void fleets_judged_while_events_come_tell_the_time_to_detection() {
        Cli cli = Cli.run(
                "evaluate",
                "--scenario",
                "one-sick-phone",
                "--devices",
                "30",
                "--hours",
                "16",
                "--seeds",
                "4",
                "--every",
                "2");

        assertThat(cli.code()).as(cli.out() + cli.err()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out()).containsPattern("periodic-contact .* [0-9]+\\.[0-9]\n");
        assertThat(Cli.run("evaluate", "--every", "0").code()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5-4", "x", "1-", "1-99999999"})
    void odd_seeds_are_wrong_usage(String seeds) {
        Cli cli = Cli.run("evaluate", "--scenario", "quiet-fleet", "--seeds", seeds);

        assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("--seeds");
    }

    @Test
    void captures_are_judged_pair_by_pair(@TempDir Path folder) throws Exception {
        StringBuilder log = new StringBuilder(
                "#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto"
                        + "\tconn_state\n#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\n");
        for (int i = 0; i < 100; i++) {
            log.append(1_700_000_000 + 60 * i)
                    .append(".5\tC")
                    .append(i)
                    .append("\t10.9.8.7\t")
                    .append(40_000 + i)
                    .append("\t198.51.100.9\t4444\ttcp\tS0\n");
        }
        Path conn = Files.writeString(folder.resolve("conn.log"), log.toString());
        Path pairs = Files.writeString(
                folder.resolve("pairs"), "unknown-10.9.8.7 198.51.100.0/24\nunknown-10.9.8.7 203.0.113.0/24\n");

        Cli cli = Cli.run("evaluate-captures", "--malicious", pairs.toString(), conn.toString());

        assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out())
                .contains("HIGH periodic-contact unknown-10.9.8.7 -> 198.51.100.0/24")
                .contains("precision 1 of 1")
                .contains("recall 1 of 2");
    }

    @Test
    void a_tunnel_in_the_names_of_a_zeek_log_is_found(@TempDir Path folder) throws Exception {
        StringBuilder log = new StringBuilder("#separator \\x09\n#path\tdns\n"
                + "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttrans_id\tquery\tqtype\tqtype_name"
                + "\trcode\tanswers\tTTLs\n"
                + "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tcount\tstring\tcount\tstring\tcount"
                + "\tvector[string]\tvector[interval]\n");
        for (int i = 0; i < 300; i++) {
            String label = Long.toHexString(0x9e3779b97f4a7c15L * (i + 1));
            log.append(1_700_000_000 + 2 * i)
                    .append(".25\tCtunnel\t10.9.8.7\t40000\t203.0.113.53\t53\tudp\t")
                    .append(i + 1)
                    .append('\t')
                    .append(label)
                    .append(".tunnel-example.com\t16\tTXT\t0\tTXT 12 aGVsbG8=\t60.0\n");
        }
        Path dns = Files.writeString(folder.resolve("dns.log"), log.toString());

        Cli cli = Cli.run("evaluate-captures", dns.toString());

        assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
        assertThat(cli.out()).contains("HIGH name-flood unknown-10.9.8.7 -> tunnel-example.com");
    }
}
