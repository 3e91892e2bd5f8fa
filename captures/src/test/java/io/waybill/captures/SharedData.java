package io.waybill.captures;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The public captures and logs that tests compare with; not part of the project. Found beside the repository, or where the
 * system property or environment variable {@code WAYBILL_DATA} says. Tests that need them skip where they are absent.
 */
public final class SharedData {

    private SharedData() {}

    /** A file or folder of the collection; the calling test is skipped where it is absent. */
    public static Path path(String relative) {
        String given = given();
        Path root = given != null
                ? Path.of(given)
                : Path.of("").toAbsolutePath().resolve("../../shared/data").normalize();
        Path found = root.resolve(relative);
        if (given == null && !Files.exists(found)) {
            // a worktree may lie one level deeper than the main checkout
            found = Path.of("")
                    .toAbsolutePath()
                    .resolve("../../../shared/data")
                    .normalize()
                    .resolve(relative);
        }
        assumeTrue(Files.exists(found), found + " is absent; set WAYBILL_DATA to run this test");
        return found;
    }

    private static @Nullable String given() {
        String property = System.getProperty("WAYBILL_DATA");
        return property != null ? property : System.getenv("WAYBILL_DATA");
    }
}
