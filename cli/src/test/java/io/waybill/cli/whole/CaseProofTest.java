package io.waybill.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.report.Sha256;
import io.waybill.cli.shell.ExitCode;
import io.waybill.testkit.pcap.SampleCapture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signed case of four phones, as one who received it checks it. */
@Tag("slow")
@Order(1)
class CaseProofTest {

    private static final List<String> DEVICES =
            List.of("sample-redmi-note", "sample-mi-4", "sample-galaxy-s21", "sample-pixel-7");

    @TempDir
    static Path folder = Path.of("");

    @TempDir
    Path received = Path.of("");

    private Path copy = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static Workbench bench;

    @SuppressWarnings("NullAway.Init")
    private static Workbench.Replayed made;

    private static Path out = Path.of("");

    @BeforeAll
    static void replay() throws IOException {
        bench = Workbench.open(folder);
        SampleCapture.write(folder.resolve("lab"));
        Files.writeString(folder.resolve("lab/policy.yaml"), "rules: []\n");
        run(ExitCode.DONE, "keys", "create", at("lab.key"));
        run(ExitCode.DONE, "keys", "create", at("other.key"));
        run(ExitCode.DONE, "keys", "secret", at("a.secret"));
        made = bench.replay("proof", with("--sign", at("lab.key")), Cli::watched);
        out = made.out();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @BeforeEach
    void receive() throws IOException {
        copy = received.resolve("moved/case");
        copy(out, copy);
        copy(folder.resolve("lab"), received.resolve("lab"));
    }

    @Test
    void a_case_that_was_moved_with_its_inputs_verifies_with_the_key_it_was_signed_with() {
        Cli cli = verify(ExitCode.DONE, true, "--signed-by", at("lab.key.pub"));

        assertThat(cli.out())
                .startsWith("The case is as it was written, and all of it follows from its inputs.\n"
                        + "It is signed with the key given, ");
        assertThat(cli.out())
                .contains(run(ExitCode.DONE, "keys", "show", at("lab.key.pub"))
                        .out()
                        .substring(0, 64));
        assertThat(cli.err()).contains(" events read, ").endsWith(" through the pipeline " + System.lineSeparator());
    }

    @Test
    void who_watches_a_replay_is_told_at_its_end_where_to_read_on() {
        assertThat(made.cli().err()).endsWith("\nAll of it in sentences: " + out.resolve("report.html") + "\n");
    }

    @Test
    void another_key_a_missing_signature_and_an_altered_one_are_named() throws IOException {
        assertThat(verify(ExitCode.UNUSABLE_INPUT, false, "--signed-by", at("other.key.pub"))
                        .out())
                .isEqualTo("case.sig: was made with another key\n");
        Path signature = copy.resolve("case.sig");
        String text = Files.readString(signature);

        Files.delete(signature);
        assertThat(verify(ExitCode.UNUSABLE_INPUT, false, "--signed-by", at("lab.key.pub"))
                        .out())
                .isEqualTo("case.sig: is missing: the case is not signed\n");
        assertThat(verify(ExitCode.DONE, false).out()).contains("It is not signed: ");

        Files.writeString(signature, text.replaceFirst("(\"signature\"\\s*:\\s*\")(.)", "$1#"));
        assertThat(verify(ExitCode.UNUSABLE_INPUT, false).out()).startsWith("case.sig: is no signature: ");

        run(ExitCode.DONE, "keys", "sign", at("other.key"), copy.toString());
        assertThat(verify(ExitCode.DONE, false).out()).contains("It is signed; whose key ");
        assertThat(verify(ExitCode.UNUSABLE_INPUT, false, "--signed-by", at("lab.key.pub"))
                        .out())
                .isEqualTo("case.sig: was made with another key\n");
        assertThat(Cli.run("verify", copy.toString(), "--signed-by", at("lab.key"))
                        .err())
                .contains("lab.key holds no PUBLIC KEY in PEM");
    }

    @Test
    void keys_are_never_written_over() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("lab.key"));

        Cli again = Cli.run("keys", "create", at("lab.key"));
        Cli secret = Cli.run("keys", "secret", at("lab.key"));

        String reason = ": is there already, and no key is written over\n";
        assertThat(again.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(again.err()).isEqualTo("waybill: " + at("lab.key.pub") + reason);
        assertThat(secret.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(secret.err()).isEqualTo("waybill: " + at("lab.key") + reason);
        assertThat(folder.resolve("lab.key")).hasBinaryContent(before);
    }

    @ParameterizedTest
    @CsvSource({"counts.csv", "counts.parquet", "alerts.jsonl", "report.html", "evidence/*.jsonl", "evidence/*.pcapng"})
    void one_changed_byte_of_an_output_is_named(String pattern) throws IOException {
        Path file = one(pattern);
        flip(file);

        assertThat(verify(ExitCode.UNUSABLE_INPUT, false).out())
                .startsWith(copy.relativize(file) + ": was changed: SHA-256 is ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({SampleCapture.CAPTURE, SampleCapture.INVENTORY, "policy.yaml"})
    void one_changed_byte_of_an_input_is_named(String name) throws IOException {
        flip(received.resolve("lab").resolve(name));

        assertThat(verify(ExitCode.UNUSABLE_INPUT, false).out())
                .contains(name + ": was changed: SHA-256 is ")
                .hasLineCount(1);
    }

    @Test
    void evidence_that_was_added_or_taken_away_is_named() throws IOException {
        Path gone = one("evidence/*.pcapng");
        Files.move(gone, copy.resolve("evidence/added.pcapng"));

        assertThat(verify(ExitCode.UNUSABLE_INPUT, false).out().lines())
                .containsExactlyInAnyOrder(
                        copy.relativize(gone) + ": is missing",
                        "evidence/added.pcapng: was added: the manifest does not know it");
    }

    @Test
    void who_fits_the_digests_to_what_was_changed_and_signs_again_is_found_by_the_replay() throws IOException {
        Path events = one("evidence/*.jsonl");
        Path packets = one("evidence/*.pcapng");
        edit(copy.resolve("counts.csv"), "facebook.com,", "facebooc.com,");
        for (Path file : files(copy.resolve("evidence"))) { // alerts may rest on the same events
            if (file.toString().endsWith(".jsonl")) {
                edit(file, "\"remotePort\":80", "\"remotePort\":81");
            } else {
                flip(file);
            }
        }
        edit(copy.resolve("report.html"), "Redmi Note", "Galaxy S99");
        refit(
                "counts.csv",
                copy.relativize(events).toString(),
                copy.relativize(packets).toString(),
                "report.html");
        run(ExitCode.DONE, "keys", "sign", at("other.key"), copy.toString());
        assertThat(verify(ExitCode.DONE, false).out()).contains("; its inputs were not replayed.");

        String found = verify(ExitCode.UNUSABLE_INPUT, true).out();

        assertThat(found.lines())
                .anyMatch(line -> line.startsWith("counts.csv: ") && line.contains("facebooc.com"))
                .anyMatch(line -> line.startsWith(copy.relativize(events) + ": line 1 says ") && line.contains(":81"))
                .anyMatch(line -> line.startsWith(copy.relativize(packets) + ": does not follow from the inputs"))
                .anyMatch(line -> line.startsWith("report.html: line ") && line.contains("Galaxy S99"))
                .noneMatch(line -> line.startsWith("alerts.jsonl") || line.startsWith("counts.parquet"));
    }

    @Test
    void a_case_with_pseudonyms_holds_no_device_and_no_address_of_one_anywhere() throws IOException {
        Path hidden =
                bench.replay("hidden", with("--pseudonymise", at("a.secret"))).out();

        List<Path> files = files(hidden);
        assertThat(files)
                .hasSizeGreaterThan(5)
                .noneMatch(file -> file.toString().endsWith(".pcapng"));
        for (Path file : files) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(DEVICES).as(file.toString()).noneMatch(bytes::contains);
            assertThat(bytes).as(file.toString()).doesNotContain("02:00:00:00:01:0");
        }
        assertThat(Files.readString(out.resolve("alerts.jsonl"))).contains("sample-redmi-note");

        copy(hidden, received.resolve("hidden"));
        copy = received.resolve("hidden");
        assertThat(verify(ExitCode.DONE, true, "--pseudonymise", at("a.secret")).out())
                .startsWith("The case is as it was written, and all of it follows from its inputs.");
        assertThat(verify(ExitCode.DONE, true).out())
                .startsWith("The case is as it was written; its inputs were not replayed: it has pseudonyms");
        run(ExitCode.DONE, "keys", "secret", at("another.secret"));
        assertThat(verify(ExitCode.UNUSABLE_INPUT, true, "--pseudonymise", at("another.secret"))
                        .out())
                .contains("case.json: was not made with this key of pseudonyms");
        String alerts = Files.readString(copy.resolve("alerts.jsonl"));
        edit(copy.resolve("alerts.jsonl"), alerts.substring(0, alerts.indexOf('\n') + 1), "");
        refit("alerts.jsonl");
        assertThat(verify(ExitCode.UNUSABLE_INPUT, true, "--pseudonymise", at("a.secret"))
                        .out())
                .as("one alert less, and digests that fit")
                .contains("alerts.jsonl");
    }

    private Cli verify(int code, boolean replayed, String... options) {
        List<String> arguments = new ArrayList<>(List.of("verify", copy.toString()));
        Path lab = received.resolve("lab");
        arguments.addAll(List.of(
                lab.resolve(SampleCapture.CAPTURE).toString(),
                "--inventory",
                lab.resolve(SampleCapture.INVENTORY).toString(),
                "--policy",
                lab.resolve("policy.yaml").toString()));
        arguments.addAll(Arrays.asList(options));
        if (!replayed) {
            arguments.add("--no-replay");
        }
        return run(code, arguments.toArray(String[]::new));
    }

    private static Cli run(int code, String... arguments) {
        Cli cli = Cli.watched(arguments);
        assertThat(cli.code()).as(cli.out() + cli.err()).isEqualTo(code);
        return cli;
    }

    private static List<String> with(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--inventory",
                at("lab/" + SampleCapture.INVENTORY),
                "--policy",
                at("lab/policy.yaml"),
                at("lab/" + SampleCapture.CAPTURE)));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private Path one(String pattern) throws IOException {
        var matcher = copy.getFileSystem().getPathMatcher("glob:" + copy + "/" + pattern);
        return files(copy).stream().filter(matcher::matches).findFirst().orElseThrow();
    }

    /** Puts the digests of these files, as they are now, into the manifest. */
    private void refit(String... names) throws IOException {
        String manifest = Files.readString(copy.resolve("case.json"));
        for (String name : names) {
            String digest = Sha256.hex(out.resolve(name));
            manifest = manifest.replace(digest, Sha256.hex(copy.resolve(name)));
        }
        Files.writeString(copy.resolve("case.json"), manifest);
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static List<Path> files(Path of) throws IOException {
        try (Stream<Path> all = Files.walk(of)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
