package io.waybill.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What the build wrote down about itself. */
final class BuildInfo {

    private static final String UNKNOWN = "unknown";

    private BuildInfo() {}

    /** The commit that the program was built from, {@code -dirty} behind it where files had changes; or {@code unknown}. */
    static String commit() {
        try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (in == null) {
                return UNKNOWN;
            }
            Properties build = new Properties();
            build.load(in);
            String commit = build.getProperty("commit", "");
            return commit.isEmpty() || commit.startsWith("${") ? UNKNOWN : commit;
        } catch (IOException damaged) {
            throw new UncheckedIOException("build.properties cannot be read", damaged);
        }
    }
}
