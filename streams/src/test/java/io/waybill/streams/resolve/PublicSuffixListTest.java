package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list's own test vectors, as Debian's package publicsuffix installs them. */
class PublicSuffixListTest {

    private static final Path VECTORS = Path.of("/usr/share/doc/publicsuffix/examples/test_psl.txt");
    private static final Pattern VECTOR = Pattern.compile("^checkPublicSuffix\\('(.*?)', (?:null|'(.*?)')\\);$");

    @Test
    void agreesWithTheVectorsOfThePublicSuffixList() throws IOException {
        assumeTrue(Files.exists(VECTORS), "Debian package publicsuffix is not installed: no " + VECTORS);
        List<String> lines = Files.readAllLines(VECTORS);
        int checked = 0;
        for (String line : lines) {
            Matcher vector = VECTOR.matcher(line);
            if (vector.matches()) {
                check(vector.group(1), vector.group(2));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(70);
    }

    /** Where the vectors say that a suffix has no registrable domain, we name the contacted suffix itself. */
    private static void check(String host, String registrable) {
        String name = HostNames.canonical(host);
        boolean suffixOfSeveralLabels = registrable == null && name != null && name.contains(".");
        String expected = suffixOfSeveralLabels ? name : registrable == null ? null : HostNames.canonical(registrable);
        assertThat(SiteResolver.site(host)).as(host).isEqualTo(expected);
    }
}
