package io.waybill.captures.packet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the real captures lie: {@code WAYBILL_DATA} (property or environment), else beside the repository. */
final class RealData {

    private RealData() {}

    /** A folder of the data; the test is skipped, visibly, where it is absent. */
    static Path folder(String name) {
        Path folder = root().resolve(name);
        assumeTrue(
                Files.isDirectory(folder),
                "no real captures: " + folder.toAbsolutePath().normalize() + " is absent");
        return folder;
    }

    private static Path root() {
        return Optional.ofNullable(System.getProperty("WAYBILL_DATA"))
                .or(() -> Optional.ofNullable(System.getenv("WAYBILL_DATA")))
                .map(Path::of)
                .orElseGet(() -> repository().resolve("../shared/data"));
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return here.endsWith("captures") ? here.getParent() : here;
    }
}
