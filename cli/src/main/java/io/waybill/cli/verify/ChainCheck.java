package io.waybill.cli.verify;

import io.waybill.cli.report.CaseChain;
import io.waybill.cli.report.CaseFile;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Follows the manifests of a case from the newest to the first. */
public final class ChainCheck {

    private ChainCheck() {}

    /**
     * What is wrong with the chain; empty when each manifest holds the digest of the one before, their numbers go down to 1, and
     * nothing that went in was taken out later.
     *
     * @throws IOException when a file is there and cannot be read
     */
    public static List<Discrepancy> check(Path folder, CaseManifest newest) throws IOException {
        List<Discrepancy> found = new ArrayList<>();
        CaseManifest manifest = newest;
        String name = CaseFolder.MANIFEST;
        while (manifest.sequence() > 1) {
            String before = CaseChain.file(manifest.sequence() - 1);
            Path file = folder.resolve(before);
            if (!before.equals(manifest.previous())) {
                found.add(new Discrepancy(
                        name,
                        "is number " + manifest.sequence() + " of its case and must refer to " + before + ", not to "
                                + manifest.previous()));
                return found;
            }
            if (!Files.isRegularFile(file)) {
                found.add(new Discrepancy(before, "is missing: the state of the case before the last append"));
                return found;
            }
            String digest = Sha256.hex(file);
            if (!digest.equals(manifest.previousSha256())) {
                found.add(new Discrepancy(
                        before, "was changed: SHA-256 is " + digest + " instead of " + manifest.previousSha256()));
                return found;
            }
            CaseManifest earlier = CaseManifest.readFile(file);
            if (earlier.sequence() != manifest.sequence() - 1) {
                found.add(new Discrepancy(before, "says it is number " + earlier.sequence() + " of its case"));
                return found;
            }
            for (CaseFile input : earlier.inputs()) {
                if (manifest.inputs().stream().noneMatch(later -> later.sha256().equals(input.sha256()))) {
                    found.add(new Discrepancy(
                            name,
                            "leaves out what went in before: " + input.role() + " " + input.name() + " of " + before));
                }
            }
            manifest = earlier;
            name = before;
        }
        if (manifest.previous() != null) {
            found.add(
                    new Discrepancy(name, "is the first of its case and refers to one before: " + manifest.previous()));
        }
        return found;
    }
}
