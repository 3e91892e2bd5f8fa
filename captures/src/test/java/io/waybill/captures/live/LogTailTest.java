package io.waybill.captures.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.Reading;
import io.waybill.captures.eve.EveFormat;
import io.waybill.captures.eve.EveJoin;
import io.waybill.captures.zeek.ZeekFormat;
import io.waybill.captures.zeek.ZeekJoin;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs that grow, are rotated in each of the usual ways, and are gone on with after a stop. */
@Tag("slow")
class LogTailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration OPEN_AFTER = Duration.ofHours(24);

    @TempDir
    Path folder = Path.of("");

    private final Reading out = new Reading();
    private final StandingClock clock = new StandingClock();
    private final List<LogTail> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (LogTail each : opened) {
            each.close();
        }
    }

    private LogTail tail(List<FileMark> marks) {
        LogTail tail = new LogTail(
                List.of(folder),
                out.context(),
                marks,
                List.of(
                        new LogTail.Followable(
                                new ZeekFormat(), new ZeekJoin(out.context(), clock, PATIENCE, OPEN_AFTER)),
                        new LogTail.Followable(new EveFormat(), new EveJoin(out.context()))));
        opened.add(tail);
        return tail;
    }

    private void pollAll(LogTail tail) throws IOException {
        while (tail.poll() > 0) {
            // until there is nothing new
        }
    }

    /** Reads what is there, and lets the time pass that connections wait. */
    private void settle(LogTail tail) throws IOException {
        pollAll(tail);
        clock.now = clock.now.plus(PATIENCE);
        pollAll(tail);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String header(String path, String opened, String fields) {
        return "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\t" + path
                + "\n#open\t" + opened + "\n#fields\t" + fields.replace(' ', '\t') + "\n";
    }

    private static String connHeader(String opened) {
        return header(
                "conn",
                opened,
                "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state");
    }

    private static String conn(String uid) {
        return "100.0\t" + uid + "\t10.0.0.5\t4000\t1.1.1.1\t443\ttcp\tssl\t1.0\t10\t20\tSF\n";
    }

    private static String sslHeader() {
        return header("ssl", "1", "ts uid id.orig_h id.orig_p id.resp_h id.resp_p version server_name established");
    }

    private static String ssl(String uid, String name) {
        return "99.5\t" + uid + "\t10.0.0.5\t4000\t1.1.1.1\t443\tTLSv13\t" + name + "\tT\n";
    }

    private List<String> ids() {
        return out.events.stream().map(DeviceConnection::getEventId).toList();
    }

    @Test
    void aConnectionWaitsForTheLogThatNamesIt() throws IOException {
        LogTail tail = tail(List.of());
        write("conn.log", connHeader("1") + conn("A"));
        pollAll(tail);
        assertThat(out.events).isEmpty();

        write("ssl.log", sslHeader() + ssl("A", "late.example.com"));
        settle(tail);

        assertThat(out.events).hasSize(1);
        assertThat(out.events.get(0).getHost()).isEqualTo("late.example.com");
        assertThat(out.events.get(0).getCapture()).isEqualTo("conn.log");
        assertThat(out.problems).isEmpty();
    }

    @Test
    void aLineIsTakenWhenItIsWhole() throws IOException {
        LogTail tail = tail(List.of());
        String row = conn("A");
        write("conn.log", connHeader("1") + row.substring(0, 20));
        settle(tail);
        assertThat(out.events).isEmpty();
        write("conn.log", row.substring(20));
        settle(tail);
        assertThat(ids()).containsExactly("zeek-A");
        assertThat(out.problems).isEmpty();
    }

    /** Zeek alone renames within the folder; its control moves logs elsewhere and compresses them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rotationLosesAndRepeatsNothing(boolean staysInFolder) throws IOException {
        LogTail tail = tail(List.of());
        write("conn.log", connHeader("1") + conn("A"));
        pollAll(tail);
        write("conn.log", conn("B")); // written after the last look, before the rotation
        Path archive = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-archive"));
        Files.move(
                folder.resolve("conn.log"), (staysInFolder ? folder : archive).resolve("conn.2026-03-02-16-00-00.log"));
        write("conn.log", connHeader("2") + conn("C"));
        settle(tail);
        write("conn.log", conn("D"));
        settle(tail);

        assertThat(ids()).containsExactly("zeek-A", "zeek-B", "zeek-C", "zeek-D");
        assertThat(out.problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "CD", "CDE"})
    void aLogThatIsEmptiedAndWrittenAnewIsReadFromItsBeginning(String uids) throws IOException {
        LogTail tail = tail(List.of());
        write("conn.log", connHeader("1") + conn("A") + conn("B"));
        settle(tail);
        String rows =
                uids.chars().mapToObj(uid -> conn(Character.toString(uid))).collect(Collectors.joining());
        Files.writeString(folder.resolve("conn.log"), connHeader("2") + rows);
        settle(tail);
        assertThat(String.join("", ids()).replace("zeek-", "")).isEqualTo("AB" + uids);
        assertThat(out.problems).isEmpty();
    }

    @Test
    void anotherRunGoesOnBehindTheLastSettledLineAndKnowsTheNamesBefore() throws IOException {
        write("conn.log", connHeader("1") + conn("A"));
        write("ssl.log", sslHeader() + ssl("A", "a.example.com") + ssl("B", "b.example.com"));
        LogTail first = tail(List.of());
        settle(first);
        List<FileMark> marks = first.marks();

        write("conn.log", conn("B"));
        LogTail second = tail(marks);
        settle(second);

        assertThat(ids()).containsExactly("zeek-A", "zeek-B");
        assertThat(out.events.get(1).getHost()).isEqualTo("b.example.com");
        assertThat(out.events.get(1).getPosition()).isEqualTo(9);
    }

    @Test
    void marksStayBeforeRowsThatWait() throws IOException {
        write("conn.log", connHeader("1") + conn("A"));
        LogTail first = tail(List.of());
        pollAll(first);
        assertThat(first.marks()).singleElement().extracting(FileMark::lines).isEqualTo(7L);

        LogTail second = tail(first.marks());
        settle(second);
        assertThat(ids()).containsExactly("zeek-A");
        assertThat(second.marks()).singleElement().extracting(FileMark::lines).isEqualTo(8L);
    }

    @Test
    void aLogThatWasRenamedBetweenTwoRunsIsKnownAgain() throws IOException {
        write("conn.log", connHeader("1") + conn("A"));
        LogTail first = tail(List.of());
        settle(first);
        Files.move(folder.resolve("conn.log"), folder.resolve("conn.old.log"));
        write("conn.old.log", conn("B"));
        write("conn.log", connHeader("2") + conn("C"));

        settle(tail(first.marks()));

        assertThat(ids()).containsExactlyInAnyOrder("zeek-A", "zeek-B", "zeek-C");
    }

    @Test
    void anotherFileOfTheSameNumberIsNotTakenForTheOldOne() throws IOException {
        write("conn.log", connHeader("1") + conn("A") + conn("B"));
        LogTail first = tail(List.of());
        settle(first);
        FileMark mark = first.marks().get(0);
        Files.writeString(folder.resolve("conn.log"), connHeader("2") + conn("C") + conn("D"));
        String key = FileIdentity.key(folder.resolve("conn.log"));
        FileIdentity reused = new FileIdentity(
                key, mark.identity().headBytes(), mark.identity().headHash());

        settle(tail(List.of(new FileMark(mark.path(), reused, mark.lines()))));

        assertThat(ids()).containsExactly("zeek-A", "zeek-B", "zeek-C", "zeek-D");
    }

    @Test
    void brokenLinesAreReportedOnceWithTheirPlace() throws IOException {
        write("conn.log", connHeader("1") + "only\tthree\tvalues\n" + conn("A") + "two\tvalues\n");
        LogTail first = tail(List.of());
        settle(first);
        settle(tail(first.marks()));

        assertThat(ids()).containsExactly("zeek-A");
        assertThat(out.described()).hasSize(2);
        assertThat(out.described().get(0)).contains("conn.log: line 8", "3 values under a header of 12");
        assertThat(out.described().get(1)).contains("conn.log: line 10", "2 values under a header of 12");
    }

    @Test
    void anEndlessLineIsReportedOnceAndPassedOver() throws IOException {
        out.settings = new io.waybill.captures.DecodeSettings(10, 1_000, 1_000, 1_024, 2_000, 100, 10, 1_000);
        LogTail tail = tail(List.of());
        write("conn.log", connHeader("1") + conn("A"));
        for (int i = 0; i < 50; i++) {
            write("conn.log", "x".repeat(1_000));
            pollAll(tail);
        }
        write("conn.log", "\n" + conn("B"));
        settle(tail);

        assertThat(ids()).containsExactly("zeek-A", "zeek-B");
        assertThat(out.described()).singleElement().asString().contains("line 9", "longer than 2000 bytes");
    }

    @Test
    void eveIsFollowedTooAndItsNamesSurviveARestart() throws IOException {
        write(
                "eve.json",
                "{\"timestamp\":\"2026-03-02T10:00:00.000000+0000\",\"flow_id\":1,\"event_type\":\"tls\",\"src_ip\":\"10.0.0.5\","
                        + "\"src_port\":4000,\"dest_ip\":\"1.1.1.1\",\"dest_port\":443,\"proto\":\"TCP\","
                        + "\"tls\":{\"sni\":\"www.example.com\"}}\n");
        LogTail first = tail(List.of());
        settle(first);
        assertThat(out.events).isEmpty();
        assertThat(first.marks()).singleElement().extracting(FileMark::lines).isEqualTo(1L);

        LogTail second = tail(first.marks());
        pollAll(second);
        write(
                "eve.json",
                "{\"timestamp\":\"2026-03-02T10:01:00.000000+0000\",\"flow_id\":1,\"event_type\":\"flow\",\"src_ip\":\"10.0.0.5\","
                        + "\"src_port\":4000,\"dest_ip\":\"1.1.1.1\",\"dest_port\":443,\"proto\":\"TCP\","
                        + "\"flow\":{\"pkts_toserver\":3,\"pkts_toclient\":4,\"bytes_toserver\":30,\"bytes_toclient\":40,"
                        + "\"start\":\"2026-03-02T10:00:00.000000+0000\",\"end\":\"2026-03-02T10:01:00.000000+0000\"}}\n");
        settle(second);

        assertThat(out.events)
                .singleElement()
                .extracting(DeviceConnection::getHost)
                .isEqualTo("www.example.com");
        settle(tail(second.marks()));
        assertThat(out.events).hasSize(1);
    }

    @Test
    void whatIsNoLogIsPassedOverInAFolderAndRefusedByName() throws IOException {
        write("notes.txt", "nothing of interest\n".repeat(50));
        write(".hidden.log", connHeader("1") + conn("H"));
        settle(tail(List.of()));
        assertThat(out.problems).isEmpty();

        LogTail named = new LogTail(List.of(folder.resolve("notes.txt")), out.context(), List.of(), List.of());
        opened.add(named);
        pollAll(named);
        pollAll(named);
        assertThat(out.described()).singleElement().asString().contains("notes.txt", "cannot be followed", "--once");
        assertThat(out.events).isEmpty();
    }

    @Test
    void aFolderThatComesLaterIsFollowedThen() throws IOException {
        Path later = folder.resolve("later");
        LogTail tail = new LogTail(
                List.of(later),
                out.context(),
                List.of(),
                List.of(new LogTail.Followable(
                        new ZeekFormat(), new ZeekJoin(out.context(), clock, Duration.ZERO, OPEN_AFTER))));
        opened.add(tail);
        assertThat(tail.poll()).isZero();
        Files.createDirectories(later);
        Path made = folder.resolve("made.log");
        Files.writeString(made, connHeader("1") + conn("A"));
        Files.move(made, later.resolve("conn.log"), StandardCopyOption.ATOMIC_MOVE);
        pollAll(tail);
        pollAll(tail);
        assertThat(ids()).containsExactly("zeek-A");
    }

    @Test
    void queriesThatNoConnectionFollowsAreContactsOnceEach() throws IOException {
        write("conn.log", connHeader("1") + conn("D").replace("443", "53").replace("tcp\tssl", "udp\tdns"));
        write(
                "dns.log",
                header("dns", "1", "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto trans_id query qtype rcode")
                        + "100.0\tD\t10.0.0.5\t4000\t1.1.1.1\t53\tudp\t1\ta.tunnel.example\t16\t0\n"
                        + "100.1\tD\t10.0.0.5\t4000\t1.1.1.1\t53\tudp\t2\tb.tunnel.example\t16\t0\n"
                        + "100.2\tD\t10.0.0.5\t4000\t1.1.1.1\t53\tudp\t3\twww.example.com\t1\t0\n");
        LogTail first = tail(List.of());
        settle(first);
        settle(tail(first.marks()));

        assertThat(out.events)
                .extracting(DeviceConnection::getHost)
                .containsExactlyInAnyOrder("a.tunnel.example", "b.tunnel.example");
        assertThat(ids()).contains("zeek-D").doesNotHaveDuplicates();
    }

    private static String open(String uid, double durationSeconds) {
        return "100.0\t" + uid + "\t10.0.0.5\t4000\t1.1.1.1\t443\ttcp\tssl\t" + durationSeconds + "\t10\t20\tS1\n";
    }

    @Test
    void aConnectionThatIsOpenForLongIsToldOnceWithItsName() throws IOException {
        LogTail tail = tail(List.of());
        write("ssl.log", sslHeader() + ssl("A", "a.example"));
        write("open_conn.log", connHeader("1") + open("A", 3_600) + open("A", 7_200));
        settle(tail);
        assertThat(out.events).as("it may end soon").isEmpty();

        write("open_conn.log", open("A", 86_400) + open("A", 90_000));
        settle(tail);
        clock.now = clock.now.plus(OPEN_AFTER);
        pollAll(tail);

        assertThat(out.events).singleElement().satisfies(event -> {
            assertThat(event.getEventId()).isEqualTo("zeek-A");
            assertThat(event.getHost()).isEqualTo("a.example");
            assertThat(event.getDurationMs()).isEqualTo(86_400_000);
        });
    }

    @Test
    void aConnectionThatEndsIsToldByItsRowOfConnAlone() throws IOException {
        LogTail tail = tail(List.of());
        write("open_conn.log", connHeader("1") + open("A", 3_600));
        settle(tail);
        write("conn.log", connHeader("1") + conn("A"));
        settle(tail);
        clock.now = clock.now.plus(OPEN_AFTER);
        pollAll(tail);

        assertThat(out.events)
                .singleElement()
                .satisfies(event -> assertThat(event.getDurationMs()).isEqualTo(1_000));
    }

    @Test
    void aConnectionWhoseEndNobodySawIsToldWhenNothingMoreIsHeard() throws IOException {
        LogTail tail = tail(List.of());
        write("open_conn.log", connHeader("1") + open("A", 60) + "nonsense\n");
        settle(tail);
        clock.now = clock.now.plus(OPEN_AFTER);
        pollAll(tail);

        assertThat(ids()).containsExactly("zeek-A");
        assertThat(out.described())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("open_conn.log: line 9"));
    }
}
