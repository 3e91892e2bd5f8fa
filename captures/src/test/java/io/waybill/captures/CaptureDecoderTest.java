package io.waybill.captures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdOutputStream;
import io.waybill.captures.DecodeSummary.Input;
import io.waybill.captures.own.AvroFormat;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CaptureDecoderTest {
    @TempDir
    private Path folder;

    private Reading reading = new Reading();

    @BeforeEach
    void fresh() {
        reading = new Reading();
    }

    private static String events(String... ids) {
        StringBuilder lines = new StringBuilder();
        for (String id : ids) {
            lines.append("{\"eventId\":\"").append(id).append("\",\"deviceId\":\"p\",\"time\":1}\n");
        }
        return lines.toString();
    }

    private static OutputStream packer(String packing, OutputStream out) throws IOException {
        return switch (packing) {
            case "gz" -> new GZIPOutputStream(out);
            case "zst" -> new ZstdOutputStream(out);
            case "bz2" -> new BZip2CompressorOutputStream(out);
            case "xz" -> new XZOutputStream(out, new LZMA2Options(1));
            default -> throw new IllegalArgumentException(packing);
        };
    }

    private static byte[] packed(String packings, byte[] content) throws IOException {
        byte[] bytes = content;
        for (String packing : packings.split("\\.")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (OutputStream packer = packer(packing, out)) {
                packer.write(bytes);
            }
            bytes = out.toByteArray();
        }
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private DecodeSummary decode(String... arguments) throws IOException {
        return CaptureDecoder.decode(List.of(arguments), null, InputStream.nullInputStream(), reading.context());
    }

    private List<String> ids() {
        return reading.events.stream().map(DeviceConnection::getEventId).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "zst", "bz2", "xz", "gz.zst", "xz.gz.bz2"})
    void compressionsAreReadThroughAlsoNestedAndJoined(String packings) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(packed(packings, bytes(events("a", "b"))));
        if (!packings.contains(".")) {
            joined.write(packed(packings, bytes(events("c"))));
        }
        Path file = Files.write(folder.resolve("misleading.name"), joined.toByteArray());

        DecodeSummary summary = decode(file.toString());

        assertThat(reading.problems).isEmpty();
        assertThat(ids()).isEqualTo(packings.contains(".") ? List.of("a", "b") : List.of("a", "b", "c"));
        assertThat(summary.inputs()).containsExactly(new Input(file.toString(), "jsonl", file, ids().size(), 0));
    }

    @Test
    void foldersAreReadInOrderOfNamesAndOtherFilesPassedOver() throws IOException {
        Path logs = Files.createDirectories(folder.resolve("logs/deep"));
        Files.writeString(folder.resolve("logs/b.jsonl"), events("b"));
        Files.writeString(logs.resolve("a.jsonl"), events("d"));
        Files.writeString(folder.resolve("logs/LICENSE"), "free\n");
        Files.writeString(folder.resolve("logs/.hidden.jsonl"), events("hidden"));
        Files.writeString(folder.resolve("logs/empty"), "");

        DecodeSummary summary = decode(
                folder.resolve("logs").toString(),
                folder.resolve("logs/b.jsonl").toString());

        assertThat(ids()).containsExactly("b", "d");
        assertThat(reading.events)
                .extracting(DeviceConnection::getCapture)
                .containsExactly("logs/b.jsonl", "logs/deep/a.jsonl");
        assertThat(summary.passedOver()).isEqualTo(2);
        assertThat(summary.problems()).isZero();
    }

    @Test
    void whatIsNamedAndUnusableIsAProblem() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "Lorem ipsum");
        Path empty = Files.writeString(folder.resolve("empty"), "");
        Path good = Files.writeString(folder.resolve("good.jsonl"), events("a"));

        DecodeSummary summary = decode(
                text.toString(),
                empty.toString(),
                folder.resolve("missing").toString(),
                folder + "/*.pcap",
                good.toString());

        assertThat(ids()).containsExactly("a");
        assertThat(summary.problems()).isEqualTo(4);
        assertThat(reading.described())
                .anySatisfy(p -> assertThat(p).contains("text: not a capture"))
                .anySatisfy(p -> assertThat(p).contains("empty: not a capture: it is empty"))
                .anySatisfy(p -> assertThat(p).contains("missing: no such file"))
                .anySatisfy(p -> assertThat(p).contains("*.pcap: matches no file"));
    }

    @Test
    void globsAndStandardInput() throws IOException {
        Files.writeString(folder.resolve("2.jsonl"), events("two"));
        Files.writeString(folder.resolve("1.jsonl"), events("one"));
        Files.writeString(folder.resolve("1.txt"), "no");

        DecodeSummary summary = CaptureDecoder.decode(
                List.of(folder + "/{1,2}.jsonl", "-"),
                null,
                new ByteArrayInputStream(packed("gz", bytes(events("in")))),
                reading.context());

        assertThat(ids()).containsExactly("in", "one", "two");
        assertThat(reading.events.get(0).getCapture()).isEqualTo("-");
        assertThat(summary.events()).isEqualTo(3);
    }

    @Test
    void aTruncatedOrBrokenCompressionGivesWhatItHolds() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append(events("e" + i * 7919));
        }
        for (String packing : List.of("gz", "zst", "bz2", "xz")) {
            reading = new Reading();
            byte[] whole = packed(packing, bytes(lines.toString()));
            Path file = Files.write(
                    folder.resolve("cut." + packing), Arrays.copyOf(whole, whole.length - whole.length / 8));

            DecodeSummary summary = decode(file.toString());

            assertThat(summary.problems()).as(packing).isBetween(1L, 2L);
            assertThat(reading.described().get(0)).as(packing).containsAnyOf("compression", "not a capture");
            assertThat(ids()).as(packing).hasSizeLessThan(20_000);
        }
    }

    @Test
    void aBombIsNotReadToItsEnd() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = packer("zst", out)) {
            packer.write(bytes(events("a")));
            byte[] blanks = new byte[1024 * 1024];
            Arrays.fill(blanks, (byte) '\n');
            for (int i = 0; i < 60; i++) {
                packer.write(blanks);
            }
        }
        Path file = Files.write(folder.resolve("bomb"), out.toByteArray());

        decode(file.toString());

        assertThat(ids()).containsExactly("a");
        assertThat(reading.described()).singleElement().asString().contains("decompression bomb");
    }

    @Test
    void aGivenFormatGoesBeforeContent() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), events("a"));

        CaptureDecoder.decode(
                List.of(file.toString()), new AvroFormat(), InputStream.nullInputStream(), reading.context());

        assertThat(ids()).isEmpty();
        assertThat(reading.described()).singleElement().asString().contains("not an Avro container");
    }

    @Test
    void aPipeIsReadOnceAndJoinedAllTheSame() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo here");
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        String conn = "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tconn_state\n"
                + "1.0\tA\t10.0.0.5\t1\t1.1.1.1\t443\ttcp\tSF\n";
        Thread writer = new Thread(() -> {
            try {
                Files.writeString(pipe, conn);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();

        decode(pipe.toString());
        writer.join();

        assertThat(reading.problems).isEmpty();
        assertThat(ids()).containsExactly("zeek-A");
    }
}
