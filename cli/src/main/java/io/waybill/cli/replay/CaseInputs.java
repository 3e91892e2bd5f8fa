package io.waybill.cli.replay;

import io.waybill.cli.report.CaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What went into a kept case, for others than the replay itself. */
public final class CaseInputs {

    private CaseInputs() {}

    /** The files, in the order in which they went in; none where the case is not known in this data folder. */
    public static List<CaseFile> of(Path dataFolder, CaseName name) throws IOException {
        return KnownCase.of(dataFolder, name).content().files();
    }

    /** Where captures of a case are kept that came through the console. */
    public static Path captures(Path dataFolder, CaseName name) {
        return dataFolder.resolve("cases").resolve(name.text()).resolve("captures");
    }
}
