package io.waybill.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An IP database of the user's own says where addresses are, and a case says which one it was. */
@Tag("slow")
class OwnIpDataTest {

    /** A MaxMind DB of one network: 42.62.48.0/24 is in Australia, as no other database would say. */
    private static final String BEIJING_IN_AUSTRALIA =
            "AAAAAQAAABgAAAACAAAAGAAAABgAAAADAAAABAAAABgAAAAYAAAABQAAAAYAAAAYAAAAGAAAAAcAAAAIAAAAGAAAAAkAAAAYAAAACgAAABgAAAAYAAAACwAAABgAAAAMAAAAGAAAAA0AAAAYAAAADgAAABgAAAAPAAAAEAAAABgAAAARAAAAGAAAABIAAAAYAAAAGAAAABMAAAAYAAAAFAAAABUAAAAYAAAAFgAAABgAAAAXAAAAGAAAACgAAAAYAAAAAAAAAAAAAAAAAAAAAOFMY291bnRyeV9jb2RlQkFVq83vTWF4TWluZC5jb23pS2Rlc2NyaXB0aW9u4FtiaW5hcnlfZm9ybWF0X21pbm9yX3ZlcnNpb24IAgAAAAAAAAAASm5vZGVfY291bnQIAgAAAAAAAAAYW2JpbmFyeV9mb3JtYXRfbWFqb3JfdmVyc2lvbggCAAAAAAAAAAJNZGF0YWJhc2VfdHlwZURUaW55SmlwX3ZlcnNpb24IAgAAAAAAAAAESWxhbmd1YWdlcwAES3JlY29yZF9zaXplCAIAAAAAAAAAIEtidWlsZF9lcG9jaAgCAAAAAGVT8QA=";

    private static final String EVENT = """
            {"eventId":"a","deviceId":"phone-1","time":1407628800000,"transport":"TCP","remoteIp":"42.62.48.1","remotePort":443}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void it_says_where_addresses_are_and_is_needed_again_to_verify() throws Exception {
        Path events = Files.writeString(folder.resolve("events.jsonl"), EVENT);
        Path database = folder.resolve("mine.mmdb");
        Files.write(database, Base64.getDecoder().decode(BEIJING_IN_AUSTRALIA));
        String setting = "ip.data=" + database;
        Path out = folder.resolve("case");

        Cli replayed = Cli.run("replay", "--set", setting, "--out", out.toString(), events.toString());

        assertThat(replayed.code()).as(replayed.err()).isEqualTo(ExitCode.DONE);
        assertThat(Files.readString(out.resolve("counts.csv"))).contains(",42.62.48.0/24,AU,");
        assertThat(Files.readString(out.resolve("case.json"))).contains("mine.mmdb (");
        Cli same = Cli.run("verify", out.toString(), "--set", setting);
        assertThat(same.code()).as(same.out()).isEqualTo(ExitCode.DONE);
        Cli other = Cli.run("verify", out.toString());
        assertThat(other.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(other.out())
                .contains("was made with other IP data")
                .contains("mine.mmdb")
                .contains("ip.data");
    }

    @Test
    void one_that_cannot_be_read_is_told_before_anything_starts() throws Exception {
        Path events = Files.writeString(folder.resolve("events.jsonl"), EVENT);
        Path wrong = Files.writeString(folder.resolve("wrong.mmdb"), "no database");

        for (Path each : new Path[] {wrong, folder.resolve("missing.mmdb")}) {
            Cli cli = Cli.run("replay", "--set", "ip.data=" + each, events.toString());

            assertThat(cli.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
            assertThat(cli.err()).contains("ip.data cannot be used");
            assertThat(cli.out()).isEmpty();
        }
    }
}
