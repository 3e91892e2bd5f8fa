package io.waybill.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.waybill.cli.report.AlertsJsonl;
import io.waybill.cli.report.CaseEvidence;
import io.waybill.cli.report.CaseFile;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.CaseTally;
import io.waybill.cli.report.Cases;
import io.waybill.cli.report.CountsCsv;
import io.waybill.cli.report.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTest {

    @TempDir
    Path folder;

    @BeforeEach
    void freshCase() throws IOException {
        CaseFolder.write(folder, Cases.fleet(), CaseEvidence.NONE);
    }

    @Test
    void freshCaseIsAsItWasWritten() throws IOException {
        assertThat(FileCheck.outputs(folder, CaseManifest.read(folder))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"counts.csv", "alerts.jsonl", "report.html"})
    void oneChangedByteIsNamed(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve(name), bytes);

        List<Discrepancy> found = FileCheck.outputs(folder, CaseManifest.read(folder));

        assertThat(found).singleElement().satisfies(one -> {
            assertThat(one.file()).isEqualTo(name);
            assertThat(one.what()).startsWith("was changed: SHA-256 is ").endsWith(" bytes as before");
        });
    }

    @Test
    void removedFileIsNamed() throws IOException {
        Files.delete(folder.resolve("alerts.jsonl"));

        assertThat(FileCheck.outputs(folder, CaseManifest.read(folder)))
                .containsExactly(new Discrepancy("alerts.jsonl", "is missing"));
    }

    @Test
    void manifestThatForgetsAFileOrReachesOutsideIsNamed() throws IOException {
        Path manifest = folder.resolve("case.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"counts.csv\"", "\"../../etc/passwd\""));

        assertThat(FileCheck.outputs(folder, CaseManifest.read(folder)))
                .extracting(Discrepancy::what)
                .containsExactly("names an output outside the folder: ../../etc/passwd", "says nothing of counts.csv");
    }

    @ParameterizedTest
    @CsvSource({
        "'', not of format 1",
        "no json, Unrecognized",
        "{}, not of format 1",
        "'{\"format\":1,\"outputs\":[{}]}', no name",
        "'{\"format\":1}', no case"
    })
    void whatIsNoManifestIsRefused(String text, String reason) throws IOException {
        Files.writeString(folder.resolve("case.json"), text);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> CaseManifest.read(folder))
                .withMessageContaining("case.json is no manifest: ")
                .withMessageContaining(reason);
    }

    @Test
    void inputsAreFoundByDigestWhereverTheyAreNow() throws IOException {
        Path moved = Files.createDirectories(folder.resolve("elsewhere/deep"));
        Files.writeString(moved.resolve("renamed.pcap"), "packets");
        CaseManifest manifest = withInput("day1.pcap", Sha256.hex(moved.resolve("renamed.pcap")));

        assertThat(FileCheck.inputs(manifest, FileCheck.among(List.of(folder.resolve("elsewhere")))))
                .isEmpty();
    }

    @Test
    void changedAndMissingInputsAreNamed() throws IOException {
        Path place = Files.createDirectories(folder.resolve("captures"));
        Files.writeString(place.resolve("day1.pcap"), "packetz");
        CaseManifest manifest = withInput("day1.pcap", "00");

        assertThat(FileCheck.inputs(manifest, FileCheck.among(List.of(place))))
                .singleElement()
                .satisfies(one -> assertThat(one.describe()).startsWith("day1.pcap: was changed: SHA-256 is "));
        assertThat(FileCheck.inputs(manifest, FileCheck.among(List.of())))
                .containsExactly(new Discrepancy("day1.pcap", "this capture is not here; say where it is"));
    }

    @Test
    void changedCountIsNamedByRowAndCell() {
        String recomputed = CountsCsv.text(Cases.fleet().counts());
        String kept = recomputed.replaceFirst(",10,0,12500,", ",10,0,99999,");

        assertThat(TableComparison.counts(kept, recomputed))
                .singleElement()
                .satisfies(one -> assertThat(one.describe())
                        .startsWith("counts.csv: ")
                        .contains("google.com SITE 2014-08-0")
                        .endsWith("bytes_sent says 99999, the inputs give 12500"));
    }

    @Test
    void removedAddedAndReorderedRowsAreNamed() {
        String recomputed = CountsCsv.text(Cases.fleet().counts());
        List<String> lines = recomputed.lines().toList();
        String without = recomputed.replace(lines.get(5) + "\n", "");
        String swapped = String.join("\n", lines.get(0), lines.get(2), lines.get(1)) + "\n";
        String straight = String.join("\n", lines.get(0), lines.get(1), lines.get(2)) + "\n";

        assertThat(TableComparison.counts(without, recomputed))
                .singleElement()
                .satisfies(one -> assertThat(one.what()).startsWith("a row was removed: "));
        assertThat(TableComparison.counts(recomputed + lines.get(5) + "\n", recomputed))
                .singleElement()
                .satisfies(one -> assertThat(one.what()).startsWith("a row does not follow from the inputs: "));
        assertThat(TableComparison.counts(swapped, straight))
                .singleElement()
                .satisfies(one -> assertThat(one.what()).startsWith("same rows, but not the same bytes"));
        assertThat(TableComparison.counts(lines.get(0) + "\n", recomputed)).hasSize(21);
        assertThat(TableComparison.counts(recomputed, recomputed)).isEmpty();
    }

    @Test
    void alertsAreComparedByIdAndWithoutTheirRevision() {
        String recomputed = AlertsJsonl.text(Cases.fleet().alerts());
        String revised = recomputed.replace("\"revision\":1}", "\"revision\":4}");
        String softened = recomputed.replaceFirst("\"severity\":\"high\"", "\"severity\":\"low\"");
        String removed = recomputed.substring(recomputed.indexOf('\n') + 1);

        assertThat(TableComparison.alerts(revised, recomputed))
                .singleElement()
                .satisfies(one -> assertThat(one.what()).startsWith("same rows"));
        assertThat(TableComparison.alerts(softened, recomputed))
                .containsExactly(new Discrepancy(
                        "alerts.jsonl", "alert b-exclusive: severity says \"low\", the inputs give \"high\""));
        assertThat(TableComparison.alerts(removed, recomputed))
                .containsExactly(new Discrepancy("alerts.jsonl", "a row was removed: alert b-exclusive"));
        assertThat(TableComparison.alerts("nonsense", recomputed))
                .singleElement()
                .satisfies(one -> assertThat(one.what()).startsWith("cannot be read any more"));
    }

    @Test
    void signatureHoldsUntilTheManifestChanges() throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        CaseSignature.sign(folder, keys);

        assertThat(CaseSignature.check(folder, null)).isEmpty();
        assertThat(CaseSignature.check(folder, keys.getPublic())).isEmpty();
        assertThat(CaseSignature.check(folder, others.getPublic()))
                .containsExactly(new Discrepancy("case.sig", "was made with another key"));

        Path manifest = folder.resolve("case.json");
        Files.writeString(manifest, Files.readString(manifest).replace("redmi-note-2014", "redmi-note-2015"));

        assertThat(CaseSignature.check(folder, null))
                .singleElement()
                .satisfies(one -> assertThat(one.what()).contains("the manifest was changed after signing"));
    }

    @Test
    void missingOrBrokenSignatureIsNamed() throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThat(CaseSignature.check(folder, null)).isEmpty();
        assertThat(CaseSignature.check(folder, keys.getPublic())).hasSize(1);
        for (String broken : new String[] {"", "{}", "{\"publicKey\":\"!\"}", "x".repeat(20_000)}) {
            Files.writeString(folder.resolve("case.sig"), broken);
            assertThat(CaseSignature.check(folder, null)).as(broken).hasSize(1);
        }
    }

    private static CaseManifest withInput(String name, String sha256) {
        return new CaseManifest(
                "case",
                1,
                null,
                null,
                "0.1.0",
                "",
                new TreeMap<>(),
                List.of(new CaseFile("capture", name, 7, sha256, 1, 0)),
                new CaseTally(1, 1, new TreeMap<>()),
                List.of(),
                List.of());
    }
}
