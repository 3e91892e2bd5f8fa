package io.waybill.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.report.CaseEvidence;
import io.waybill.cli.report.CaseFacts;
import io.waybill.cli.report.CaseFile;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.CaseResult;
import io.waybill.cli.report.Cases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A case that was appended to twice. */
class ChainCheckTest {

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void threeStates() throws IOException {
        append(0);
        append(1);
        append(2);
    }

    @Test
    void each_state_is_kept_and_refers_to_the_one_before() throws IOException {
        CaseManifest newest = CaseManifest.read(folder);

        assertThat(newest.sequence()).isEqualTo(3);
        assertThat(newest.previous()).isEqualTo("history/case-2.json");
        assertThat(CaseManifest.readFile(folder.resolve("history/case-2.json")).previous())
                .isEqualTo("history/case-1.json");
        assertThat(CaseManifest.readFile(folder.resolve("history/case-1.json")).previous())
                .isNull();
        assertThat(check()).isEmpty();
    }

    @Test
    void the_same_inputs_once_more_are_no_new_state() throws IOException {
        append(2);

        assertThat(CaseManifest.read(folder).sequence()).isEqualTo(3);
        assertThat(check()).isEmpty();
    }

    @Test
    void fewer_inputs_begin_a_chain_of_their_own() throws IOException {
        append(0);

        assertThat(CaseManifest.read(folder).sequence()).isEqualTo(1);
        assertThat(check()).isEmpty();
    }

    @Test
    void a_manifest_that_was_taken_out_is_named() throws IOException {
        Files.delete(folder.resolve("history/case-1.json"));
        assertThat(check())
                .containsExactly(new Discrepancy(
                        "history/case-1.json", "is missing: the state of the case before the last append"));

        Files.delete(folder.resolve("history/case-2.json"));
        assertThat(check())
                .singleElement()
                .satisfies(one -> assertThat(one.file()).isEqualTo("history/case-2.json"));
    }

    @Test
    void a_manifest_that_was_skipped_is_named() throws IOException {
        Path manifest = folder.resolve("case.json");
        Files.writeString(manifest, Files.readString(manifest).replace("history/case-2.json", "history/case-1.json"));

        assertThat(check())
                .containsExactly(new Discrepancy(
                        "case.json",
                        "is number 3 of its case and must refer to history/case-2.json, not to history/case-1.json"));
    }

    @Test
    void a_changed_earlier_state_is_named() throws IOException {
        Path first = folder.resolve("history/case-1.json");
        Files.writeString(first, Files.readString(first).replace("day1.pcapng", "day9.pcapng"));

        assertThat(check())
                .singleElement()
                .satisfies(
                        one -> assertThat(one.describe()).startsWith("history/case-1.json: was changed: SHA-256 is "));
    }

    @Test
    void a_first_state_that_refers_to_one_before_is_named() throws IOException {
        Path manifest = folder.resolve("case.json");
        Files.writeString(
                manifest, Files.readString(manifest).replaceFirst("\"sequence\"\\s*:\\s*3", "\"sequence\":1"));

        assertThat(check())
                .containsExactly(new Discrepancy(
                        "case.json", "is the first of its case and refers to one before: history/case-2.json"));
    }

    @Test
    void the_signature_of_an_earlier_state_moves_with_it_and_the_new_one_is_unsigned()
            throws IOException, GeneralSecurityException {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        CaseSignature.sign(folder, keys);
        byte[] signature = Files.readAllBytes(folder.resolve("case.sig"));

        append(3);

        assertThat(folder.resolve("case.sig")).doesNotExist();
        assertThat(folder.resolve("history/case-3.sig")).hasBinaryContent(signature);
        assertThat(check()).isEmpty();
    }

    private List<Discrepancy> check() throws IOException {
        return ChainCheck.check(folder, CaseManifest.read(folder));
    }

    private void append(int more) throws IOException {
        CaseResult fleet = Cases.fleet();
        CaseFacts facts = fleet.facts();
        List<CaseFile> files = new ArrayList<>(facts.files());
        for (int i = 0; i < more; i++) {
            files.add(new CaseFile("capture", "later-" + i + ".pcap", 7, "0" + i, 1, 0));
        }
        CaseFacts now = new CaseFacts(
                facts.name(),
                facts.toolVersion(),
                facts.parameters(),
                files,
                facts.devices(),
                facts.tally(),
                facts.problems(),
                facts.efforts(),
                facts.ipData());
        CaseFolder.write(folder, new CaseResult(now, fleet.counts(), fleet.alerts()), CaseEvidence.NONE);
    }
}
