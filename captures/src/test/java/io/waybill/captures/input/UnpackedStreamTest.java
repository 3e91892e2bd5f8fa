package io.waybill.captures.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.captures.CaptureFormat;
import io.waybill.captures.InputProblem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of an input, packed or not, whole or not, and who is to blame where it is not. */
@Tag("slow")
class UnpackedStreamTest {
    private static final int MIB = 1024 * 1024;

    private final List<InputProblem> problems = new ArrayList<>();
    private boolean closed;

    private UnpackedStream open(InputStream in, int maxExpansion) throws IOException {
        return new UnpackedStream("f", in, maxExpansion, problems::add);
    }

    private InputStream of(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                closed = true;
            }
        };
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(7).nextBytes(noise);
        noise[0] = 'n';
        return noise;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "1f8b08, GZIP",
                "1f8b, -",
                "1f8b09, -",
                "28b52ffd, ZSTD",
                "28b52f, -",
                "28b52ffe, -",
                "425a6831, BZIP2",
                "425a6839, BZIP2",
                "425a6830, -",
                "425a683a, -",
                "425a68, -",
                "fd377a585a00, XZ",
                "fd377a585a01, -",
                "fd377a585a, -",
                "'', -",
            })
    void packingsAreKnownByTheirFirstBytes(String head, @Nullable Packing packing) {
        assertThat(Packing.of(HexFormat.of().parseHex(head))).isEqualTo(packing);
    }

    @Test
    void bytesOneByOneAndSeveral() throws IOException {
        byte[] content = {'a', (byte) 0xff, 0, (byte) 0x80, 'b'};
        for (byte[] file : new byte[][] {content, gzip(content)}) {
            closed = false;
            try (UnpackedStream in = open(of(file), 100)) {
                assertThat(in.read()).isEqualTo('a');
                assertThat(in.available()).isPositive();
                assertThat(in.read()).isEqualTo(0xff);
                assertThat(in.read()).isZero();
                assertThat(in.skip(1)).isEqualTo(1);
                assertThat(in.read(new byte[3], 1, 2)).isEqualTo(1);
                assertThat(in.read()).isEqualTo(-1);
                assertThat(in.read(new byte[3], 0, 3)).isEqualTo(-1);
            }
            assertThat(closed).isTrue();
        }
        assertThat(problems).isEmpty();
    }

    /** Nothing that is read of the file goes uncounted, and no failure uncaught. */
    @Test
    void singleBytesGoTheWayOfSeveral() throws IOException {
        RawStream raw = new RawStream(of(new byte[] {1, (byte) 0xff}));
        assertThat(raw.markSupported()).isFalse();
        assertThat(raw.skip(2)).isZero();
        assertThat(raw.read()).isEqualTo(1);
        assertThat(raw.read()).isEqualTo(0xff);
        assertThat(raw.read()).isEqualTo(-1);
        assertThat(raw.bytesRead()).isEqualTo(2);

        UntilFailure unpacked = new UntilFailure(of(new byte[] {(byte) 0xff}), () -> 0);
        assertThat(unpacked.read()).isEqualTo(0xff);
        assertThat(unpacked.read()).isEqualTo(-1);
    }

    @Test
    void fourLayersAreTakenOffAndNotFive() throws IOException {
        byte[] packed = noise(100);
        for (int layer = 1; layer <= 4; layer++) {
            packed = gzip(packed);
            assertThat(open(of(packed), 100).readAllBytes()).isEqualTo(noise(100));
        }
        assertThat(problems).isEmpty();
        UnpackedStream in = open(of(gzip(packed)), 100);

        assertThat(in.readAllBytes()).isEmpty();
        assertThat(in.available()).isZero();
        assertThat(problems)
                .singleElement()
                .extracting(InputProblem::reason)
                .asString()
                .contains("more than 4 times");
    }

    @ParameterizedTest(name = "{0} bytes less of {1}")
    @CsvSource({"1, 200000", "8, 200000", "9, 200000", "70000, 200000", "900, 1000", "9, 10"})
    void whatIsCutIsReadUpToThere(int less, int size) throws IOException {
        byte[] content = noise(size);
        byte[] packed = gzip(content);
        byte[] read = open(of(Arrays.copyOf(packed, packed.length - less)), 100).readAllBytes();

        assertThat(Arrays.equals(read, Arrays.copyOf(content, read.length))).isTrue();
        assertThat(read).as("all but what the trailer and the last block need").hasSizeGreaterThan(size - less - 20);
        assertThat(problems)
                .containsExactly(new InputProblem(
                        "f", "byte", packed.length - less, "ends within its compression; read up to there"));
    }

    @Test
    void whatIsBrokenIsReadUpToThere() throws IOException {
        byte[] content = IntStream.range(0, 50_000)
                .mapToObj(i -> i * 7_919 + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        byte[] packed = gzip(content);
        Arrays.fill(packed, packed.length / 2, packed.length / 2 + 100, (byte) 0xff);
        byte[] read = open(of(packed), 100).readAllBytes();

        int sure = content.length / 4;
        assertThat(Arrays.equals(read, 0, sure, content, 0, sure)).isTrue();
        assertThat(read.length).isLessThan(content.length);
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.reason()).startsWith("compression is broken, read up to there: ");
            assertThat(problem.position()).isGreaterThan(packed.length / 2);
        });
        open(of(new byte[] {0x1f, (byte) 0x8b, 8, (byte) 0xff, 0, 0, 0, 0, 0, 0}), 100)
                .readAllBytes();
        assertThat(problems).as("broken in its first bytes").hasSize(2);
    }

    /** A machine that fails is no fault of the input. */
    @ParameterizedTest(name = "after {0} bytes")
    @ValueSource(ints = {0, 100_000})
    void aMachineThatFailsIsNoProblemOfTheInput(int after) throws IOException {
        for (byte[] file : new byte[][] {noise(200_000), gzip(noise(200_000))}) {
            InputStream failing = new ByteArrayInputStream(file) {
                @Override
                public synchronized int read(byte[] b, int off, int len) {
                    if (pos >= after) {
                        throw new java.io.UncheckedIOException(new IOException("unchecked"));
                    }
                    return super.read(b, off, len);
                }
            };
            InputStream broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("byte by byte");
                }

                @Override
                public int read(byte[] b, int off, int len) throws IOException {
                    try {
                        return failing.read(b, off, len);
                    } catch (java.io.UncheckedIOException e) {
                        throw new IOException("the disk is broken");
                    }
                }
            };
            assertThatThrownBy(() -> open(broken, 100).readAllBytes())
                    .isInstanceOf(IOException.class)
                    .hasMessage("the disk is broken");
        }
        assertThat(problems).isEmpty();
    }

    /** Up to 16 MiB nothing is a bomb; beyond, what swells by more than is allowed. */
    @ParameterizedTest(name = "{0} MiB {1} bytes at 1 to {2}")
    @CsvSource({"16, 0, 1, false", "16, 1, 1, true", "17, 0, 500, true", "17, 0, 1100, false"})
    void bombs(int mib, int bytes, int maxExpansion, boolean bomb) throws IOException {
        byte[] content = new byte[mib * MIB + bytes];
        int read = open(of(gzip(content)), maxExpansion).readAllBytes().length;

        assertThat(read == content.length).isEqualTo(!bomb);
        assertThat(problems)
                .hasSize(bomb ? 1 : 0)
                .allSatisfy(problem -> assertThat(problem.reason())
                        .startsWith("expands to more than " + maxExpansion + " times its size"));
    }

    @Test
    void whatIsNotPackedIsNoBomb() throws IOException {
        assertThat(open(of(new byte[17 * MIB]), 1).readAllBytes()).hasSize(17 * MIB);
        assertThat(problems).isEmpty();
    }

    private InputSource source(@Nullable Path path, String standardInput) {
        return new InputSource(
                new FoundInput("f", path, true),
                new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
                100,
                problems::add);
    }

    @Test
    void standardInputShowsItsHeadAndIsGivenOnce() throws IOException {
        String content = "x".repeat(CaptureFormat.HEAD_BYTES) + "tail";
        InputSource seen = source(null, content);
        assertThat(seen.sizeBytes()).isEqualTo(-1);
        assertThat(seen.head().bytes()).hasSize(CaptureFormat.HEAD_BYTES);
        assertThat(seen.open().readAllBytes()).asString().isEqualTo(content);
        assertThatThrownBy(seen::open).isInstanceOf(IOException.class).hasMessage("can be read once only");

        InputSource unseen = source(null, content);
        assertThat(unseen.open().readAllBytes()).asString().isEqualTo(content);
        assertThatThrownBy(unseen::open).isInstanceOf(IOException.class);
    }

    @Test
    void aFileShowsItsHeadAndIsGivenAsOftenAsAsked(@TempDir Path folder) throws IOException {
        byte[] packed = gzip(noise(200_000));
        Path file = Files.write(folder.resolve("f"), Arrays.copyOf(packed, 1_000));
        InputSource source = source(file, "");

        assertThat(source.sizeBytes()).isEqualTo(1_000);
        InputSource.Head head = source.head();
        assertThat(head.bytes())
                .isEqualTo(Arrays.copyOf(noise(200_000), head.bytes().length))
                .isNotEmpty();
        assertThat(head.problems()).hasSize(1);
        assertThat(problems).as("met again when it is read").isEmpty();
        assertThat(source.open().readAllBytes()).isEqualTo(head.bytes());
        assertThat(source.open().readAllBytes()).isEqualTo(head.bytes());
        assertThat(problems).hasSize(2);
    }
}
