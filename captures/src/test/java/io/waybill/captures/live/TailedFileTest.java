package io.waybill.captures.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One growing file byte by byte: which lines are whole, where a long one ends, and when it is another file. */
class TailedFileTest {
    private static final int SCAN = 64 * 1024;
    private static final int MAX_LINE = 3 * SCAN;

    @TempDir
    Path folder = Path.of("");

    private final List<String> taken = new ArrayList<>();
    private final List<TailedFile> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (TailedFile file : opened) {
            file.close();
        }
    }

    private Path path() {
        return folder.resolve("f.log");
    }

    private void append(String text) throws IOException {
        Files.writeString(path(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void overwrite(long at, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), at);
        }
    }

    private void cut(long size) throws IOException {
        try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private TailedFile open() throws IOException {
        TailedFile file = TailedFile.open(path(), "key", MAX_LINE);
        opened.add(file);
        return file;
    }

    /** Lines taken by one read, as number, length and whether it was too long. */
    private List<String> read(TailedFile file, long atMost) throws IOException {
        taken.clear();
        boolean any = file.read(atMost, (line, number) -> take(number, line.length(), line.tooLong()));
        assertThat(any).isEqualTo(!taken.isEmpty());
        return taken;
    }

    private List<String> finish(TailedFile file) throws IOException {
        taken.clear();
        file.finish((line, number) -> take(number, line.length(), line.tooLong()));
        return taken;
    }

    private void take(long number, int length, boolean tooLong) {
        taken.add(number + ":" + length + (tooLong ? "+" : ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SCAN - 2, SCAN - 1, SCAN, SCAN + 1, 2 * SCAN - 1, 2 * SCAN, MAX_LINE - 1, MAX_LINE})
    void aLineIsTakenOnceItIsWholeHoweverSmallTheTurn(int length) throws IOException {
        append("x".repeat(length));
        TailedFile file = open();
        assertThat(read(file, 1)).isEmpty();
        append("\ntail");
        assertThat(read(file, 1)).containsExactly("1:" + length);
        assertThat(file.lines()).isEqualTo(1);
        assertThat(read(file, 1)).isEmpty();
        assertThat(finish(file)).containsExactly("2:4");
        assertThat(finish(file)).isEmpty();
    }

    /** The turn ends within the line or right before its newline: the newline is looked for behind it. */
    @ParameterizedTest
    @ValueSource(ints = {MAX_LINE - 1, MAX_LINE, MAX_LINE + 1})
    void theLongestLineIsWholeWhereverATurnEnds(int turn) throws IOException {
        append("x".repeat(MAX_LINE) + "\nab\n");
        TailedFile file = open();
        assertThat(read(file, turn).get(0)).isEqualTo("1:" + MAX_LINE);
        read(file, turn);
        append("cd\n");
        assertThat(read(file, 1)).as("as far into the file as well").containsExactly("3:2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SCAN - 2, SCAN - 1, SCAN, SCAN + 1, 2 * SCAN})
    void theRestOfALineThatIsTooLongIsPassedOver(int rest) throws IOException {
        append("x".repeat(MAX_LINE + 1));
        TailedFile file = open();
        assertThat(read(file, 10L * SCAN)).containsExactly("1:" + MAX_LINE + "+");
        assertThat(read(file, 10L * SCAN)).isEmpty();
        append("x".repeat(rest));
        assertThat(read(file, 10L * SCAN)).isEmpty();
        assertThat(finish(file)).isEmpty();
        append("\nab\nc");
        assertThat(read(file, 10L * SCAN)).containsExactly("2:2");
        assertThat(finish(file)).containsExactly("3:1");
    }

    @Test
    void aTurnEndsWithTheLastLineThatIsWholeInIt() throws IOException {
        append("123456789\n".repeat(5));
        TailedFile file = open();
        assertThat(read(file, 20)).containsExactly("1:9", "2:9");
        assertThat(read(file, 19)).containsExactly("3:9");
        assertThat(read(file, 9)).containsExactly("4:9", "5:9");
        assertThat(read(file, 100)).isEmpty();
    }

    @Test
    void whatIsShorterThanWhatWasReadOrBeginsOtherwiseWasWrittenAnew() throws IOException {
        append("h".repeat(255) + "ij\nk");
        TailedFile file = open();
        assertThat(read(file, SCAN)).hasSize(1);
        assertThat(file.wasRewritten()).isFalse();
        cut(258);
        assertThat(file.wasRewritten()).isFalse();
        append("l");
        overwrite(256, "x");
        assertThat(file.wasRewritten()).isFalse();
        overwrite(255, "x");
        assertThat(file.wasRewritten()).isTrue();
        overwrite(255, "i");
        assertThat(file.wasRewritten()).isFalse();
        cut(257);
        assertThat(file.wasRewritten()).isTrue();
    }

    @Test
    void aFileIsKnownByItsKeyAndItsBeginning() throws IOException {
        append("abc");
        TailedFile file = open();
        FileIdentity known = file.identity();
        assertThat(known.headBytes()).isEqualTo(3);
        assertThat(file.isThe(known)).isTrue();
        assertThat(file.isThe(new FileIdentity("other", 3, known.headHash()))).isFalse();
        assertThat(file.isThe(new FileIdentity("key", 3, known.headHash() + 1))).isFalse();
        append("d");
        assertThat(file.isThe(known)).isTrue();
        assertThat(file.isThe(open().identity())).isTrue();
        cut(2);
        assertThat(file.isThe(known)).isFalse();
        overwrite(0, "ab\u0000");
        assertThat(file.isThe(known)).isFalse();
        assertThat(file.isThe(new FileIdentity("key", 0, 0xcbf29ce484222325L))).isTrue();
    }

    @Test
    void theHeadIsAsLongAsAskedForOrAsTheFile() throws IOException {
        append("abc");
        assertThat(open().head(2)).asString().isEqualTo("ab");
        assertThat(open().head(3)).asString().isEqualTo("abc");
        assertThat(open().head(4)).asString().isEqualTo("abc");
    }
}
