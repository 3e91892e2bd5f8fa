package io.waybill.captures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.waybill.captures.DecodeSummary.Input;
import io.waybill.captures.own.JsonlFormat;
import io.waybill.captures.zeek.ZeekFormat;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What decoding says it came to, per input, and how problems are told. */
class DecodeCountsTest {
    @TempDir
    private Path folder;

    private final Reading reading = new Reading();

    private DecodeSummary decode(@Nullable CaptureFormat format) throws IOException {
        return CaptureDecoder.decode(
                List.of(folder.toString()), format, InputStream.nullInputStream(), reading.context());
    }

    private String file(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
        return folder.getFileName() + "/" + name;
    }

    private static String event(String id, String more) {
        return "{\"eventId\":\"" + id + "\",\"deviceId\":\"p\",\"time\":1" + more + "}\n";
    }

    /** An event of a former capture, read from a file, is that file's. */
    @Test
    void eventsAndProblemsAreCountedWhereTheyWereRead() throws IOException {
        String first = file("a.jsonl", event("1", ",\"capture\":\"old.pcap\"") + event("2", "") + "nonsense\n");
        String second = file("b.jsonl", event("3", ",\"capture\":\"old.pcap\""));
        String log = file(
                "c.log",
                "#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n"
                        + "1.0\tA\t10.0.0.5\t1\t9.9.9.9\t443\ttcp\n");
        file("d.txt", "no capture");

        DecodeSummary summary = decode(null);

        assertThat(summary.events()).isEqualTo(4);
        assertThat(summary.problems()).isEqualTo(1);
        assertThat(summary.passedOver()).isEqualTo(1);
        assertThat(summary.inputs().stream().mapToLong(Input::events).sum()).isEqualTo(4);
        assertThat(summary.inputs())
                .extracting(Input::name, Input::format, Input::problems)
                .containsExactly(tuple(first, "jsonl", 1L), tuple(second, "jsonl", 0L), tuple(log, "zeek", 0L));
        assertThat(summary.inputs().get(2).events()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} problems")
    @ValueSource(ints = {999, 1_000, 1_001, 1_500})
    void ofManyProblemsTheRestIsTold(int count) throws IOException {
        String name = file("a.jsonl", event("1", "") + "nonsense\n".repeat(count));

        assertThat(decode(null).problems()).isEqualTo(count);
        assertThat(reading.problems).hasSize(Math.min(count, 1_000) + (count > 1_000 ? 1 : 0));
        String last = reading.described().get(reading.problems.size() - 1);
        assertThat(last).startsWith(name + (count > 1_000 ? ": " + (count - 1_000) + " further problems" : ": line "));
    }

    @Test
    void whatCannotBeReadIsAProblemOfItsInput() throws IOException {
        Path cut = Files.write(folder.resolve("cut"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is broken");
            }
        };

        DecodeSummary summary = CaptureDecoder.decode(List.of(folder.toString(), "-"), null, broken, reading.context());

        assertThat(reading.described())
                .containsExactly(
                        "-: cannot be read: the disk is broken",
                        folder.getFileName() + "/" + cut.getFileName()
                                + ": byte 10: ends within its compression; read up to there",
                        folder + " -: nothing there is a capture; files passed over: 1");
        assertThat(summary.problems()).isEqualTo(3);
        assertThat(summary.passedOver()).isEqualTo(1);
        assertThat(summary.inputs()).isEmpty();
    }

    @Test
    void aFolderWithoutAnyCaptureIsAProblem() throws IOException {
        file("a.txt", "no capture");
        file("b.txt", "no capture");

        assertThat(decode(null).problems()).isEqualTo(1);
        assertThat(reading.described()).containsExactly(folder + ": nothing there is a capture; files passed over: 2");
    }

    @Test
    void aGivenFormatReadsAllThatIsThere() throws IOException {
        file("a", "no capture");
        file("b", event("1", ""));

        DecodeSummary summary = decode(new JsonlFormat());
        assertThat(summary.inputs())
                .extracting(Input::format)
                .containsOnly("jsonl")
                .hasSize(2);
        assertThat(summary.passedOver()).isZero();
        assertThat(summary.events()).isEqualTo(1);
    }

    @Test
    void formatsHaveNames() {
        assertThat(CaptureFormats.named("zeek")).isInstanceOf(ZeekFormat.class);
        assertThat(CaptureFormats.named("none")).isNull();
        assertThat(CaptureFormats.names()).startsWith("pcap, pcapng, ").contains(", zeek, eve, ");
        assertThat(CaptureFormats.ALL)
                .allSatisfy(format ->
                        assertThat(CaptureFormats.named(format.name())).isSameAs(format));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "line, 7, 'f: line 7: a\\u000ab'",
        "file, 0, 'f: a\\u000ab'",
    })
    void problemsAreOneLine(String unit, long position, String described) {
        assertThat(new InputProblem("f", unit, position, "a\nb").describe()).isEqualTo(described);
    }

    @Test
    void whatIsUnsaidIsSaidToBe() {
        DeviceConnection event = Connections.blank("c", 7);

        assertThat(event.getTransport()).isEqualTo(Transport.OTHER);
        assertThat(event.getHostSource()).isEqualTo(HostSource.NONE);
        assertThat(event.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(event.getOccurrences()).isEqualTo(1);
        assertThat(event.getLeaks()).isEmpty();
        assertThat(event.getCapture()).isEqualTo("c");
        assertThat(event.getPosition()).isEqualTo(7);
        assertThat(KnownIdentifiers.NONE.of("p")).isEmpty();
        assertThat(new KnownIdentifiers.Identifier("IMEI", "490154203237518")).hasToString("IMEI");
        assertThat(new BadRecordException("why").reason()).isEqualTo("why");
        assertThat(DeviceResolver.unknown(new byte[] {10, 0, 0, 5})).isEqualTo("unknown-10.0.0.5");
    }
}
