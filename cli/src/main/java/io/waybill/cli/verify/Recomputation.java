package io.waybill.cli.verify;

import io.waybill.captures.InputProblem;
import io.waybill.cli.replay.CaseBroker;
import io.waybill.cli.replay.Replay;
import io.waybill.cli.replay.ReplayRequest;
import io.waybill.cli.replay.ReplayWatcher;
import io.waybill.cli.replay.TemporaryFolder;
import io.waybill.cli.report.AlertsJsonl;
import io.waybill.cli.report.CaseFolder;
import io.waybill.cli.report.CaseResult;
import io.waybill.cli.report.CountsCsv;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.PackedLocator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Replays the inputs of a case on a broker of its own and compares the tables. */
public final class Recomputation {

    private Recomputation() {}

    /**
     * What differs between the tables of the folder and those that the inputs give.
     *
     * @throws CouldNotRunException when the replay cannot be started
     */
    public static List<Discrepancy> compare(Path folder, CaseManifest manifest, ReplayRequest request)
            throws IOException, InterruptedException, CouldNotRunException {
        IpLocator locator = PackedLocator.bundled();
        List<Discrepancy> found = new ArrayList<>();
        if (!locator.describe().equals(manifest.ipData())) {
            found.add(new Discrepancy(
                    CaseFolder.MANIFEST,
                    "was made with other IP data, so places may differ: " + manifest.ipData() + "; here "
                            + locator.describe()));
        }
        CaseResult result = replay(request, locator, manifest.toolVersion());
        found.addAll(TableComparison.counts(kept(folder, CaseFolder.COUNTS), CountsCsv.text(result.counts())));
        found.addAll(TableComparison.alerts(kept(folder, CaseFolder.ALERTS), AlertsJsonl.text(result.alerts())));
        return found;
    }

    private static CaseResult replay(ReplayRequest request, IpLocator locator, String version)
            throws IOException, InterruptedException, CouldNotRunException {
        try (TemporaryFolder folder = TemporaryFolder.make();
                CaseBroker broker = CaseBroker.of(folder.path(), new AddressOptions().addresses())) {
            Replay.Place place = new Replay.Place(
                    broker.addresses().bootstrapServers(), broker.addresses().registryUrl(), folder.path(), version);
            return new Replay(request, place, locator, new Silent())
                    .run(InputStream.nullInputStream())
                    .result();
        }
    }

    /** A table that is missing was named already; it compares as an empty one. */
    private static String kept(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    /** Problems of the inputs were told when the case was made. */
    private static final class Silent implements ReplayWatcher {
        @Override
        public void fed() {}

        @Override
        public void processed(long records) {}

        @Override
        public void problem(InputProblem problem) {}
    }
}
