package io.waybill.cli.verify;

import io.waybill.captures.InputProblem;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.config.Parts;
import io.waybill.cli.replay.CaseBroker;
import io.waybill.cli.replay.Replay;
import io.waybill.cli.replay.ReplayOutcome;
import io.waybill.cli.replay.ReplayRequest;
import io.waybill.cli.replay.ReplayWatcher;
import io.waybill.cli.replay.TemporaryFolder;
import io.waybill.cli.report.CaseFacts;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.CaseResult;
import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.cli.shell.ReplayProgress;
import io.waybill.streams.resolve.IpLocator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Replays the inputs of a case on a broker of its own, writes the case anew in another folder, and compares the two. */
public final class Recomputation {

    private Recomputation() {}

    /**
     * What differs between the folder and what the inputs give.
     *
     * @param config which IP data is used
     * @param version of this program: reports and evidence of another one may be written differently
     * @param progress is shown how the replay goes
     * @throws CouldNotRunException when the replay cannot be started
     */
    public static List<Discrepancy> compare(
            Path folder,
            CaseManifest manifest,
            ReplayRequest request,
            Config config,
            String version,
            ReplayProgress progress)
            throws IOException, InterruptedException, CouldNotRunException {
        IpLocator locator = Parts.locator(config);
        List<Discrepancy> found = new ArrayList<>();
        if (!locator.describe().equals(manifest.ipData())) {
            found.add(new Discrepancy(
                    CaseFolder.MANIFEST,
                    "was made with other IP data, so places may differ: " + manifest.ipData() + "; here "
                            + locator.describe() + " (setting " + ConfigTable.IP_DATA + ")"));
        }
        try (TemporaryFolder anew = TemporaryFolder.make()) {
            ReplayOutcome replayed = replay(request, locator, config, manifest.toolVersion(), progress);
            CaptureNames names =
                    CaptureNames.of(manifest.inputs(), replayed.result().facts().files());
            CaseResult result = names.asTold(replayed.result());
            if (!result.facts().tally().equals(manifest.tally())) {
                found.add(new Discrepancy(
                        CaseFolder.MANIFEST,
                        "events says " + manifest.tally() + ", the inputs give "
                                + result.facts().tally()));
            }
            CaseFolder.write(
                    anew.path(),
                    new CaseResult(asTold(manifest, result.facts()), result.counts(), result.alerts()),
                    names.asTold(replayed.evidence()));
            found.addAll(FolderComparison.compare(
                    folder, anew.path(), manifest, manifest.toolVersion().equals(version)));
        }
        return found;
    }

    /**
     * The facts with what the manifest tells of names: files may have moved since, and their digests were compared already. What
     * follows from their content is left as the replay gave it.
     */
    private static CaseFacts asTold(CaseManifest manifest, CaseFacts facts) {
        return new CaseFacts(
                manifest.name(),
                manifest.toolVersion(),
                manifest.parameters(),
                manifest.inputs(),
                facts.devices(),
                facts.tally(),
                manifest.problems(),
                facts.efforts(),
                manifest.ipData());
    }

    private static ReplayOutcome replay(
            ReplayRequest request, IpLocator locator, Config config, String version, ReplayProgress progress)
            throws IOException, InterruptedException, CouldNotRunException {
        try (TemporaryFolder folder = TemporaryFolder.make();
                CaseBroker broker = CaseBroker.of(folder.path(), Addresses.of(config))) {
            Replay.Place place = new Replay.Place(
                    broker.addresses().bootstrapServers(), broker.addresses().registryUrl(), folder.path(), version);
            return new Replay(request, place, locator, new ProgressAlone(progress))
                    .withEvidence()
                    .run(InputStream.nullInputStream());
        }
    }

    /** Problems of the inputs were told when the case was made. */
    private record ProgressAlone(ReplayProgress progress) implements ReplayWatcher {
        @Override
        public void fed() {
            progress.fed();
        }

        @Override
        public void processed(long records) {
            progress.processed(records);
        }

        @Override
        public void problem(InputProblem problem) {}
    }
}
