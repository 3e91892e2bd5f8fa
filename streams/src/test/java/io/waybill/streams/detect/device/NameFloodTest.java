package io.waybill.streams.detect.device;

import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameFloodTest {

    private static final String SITE = "tunnel.example";

    private static List<Finding> examine(long names, int random, int plain) {
        Random dice = new Random(11);
        String[] sample = Stream.concat(
                        Stream.generate(() -> new BigInteger(120, dice).toString(32) + "." + SITE)
                                .limit(random),
                        Stream.iterate(1, i -> i + 1)
                                .map(i -> "img" + i + "." + SITE)
                                .limit(plain))
                .toArray(String[]::new);
        return new NameFlood()
                .examine(
                        SampleHistory.device("p")
                                .site(SITE, "a." + SITE)
                                .named(names, sample)
                                .at(MONDAY)
                                .build(),
                        Policy.EMPTY);
    }

    @ParameterizedTest(name = "{0} names, {1} of {1}+{2} random: score {3}")
    @CsvSource({
        "999, 0, 40,", // sharded content networks
        "1000, 0, 40, 0.5",
        "4000, 0, 40, 0.875",
        "99, 40, 0,",
        "100, 40, 0, 1",
        "100, 20, 20, 0.5",
        "100, 19, 21,",
        "2000, 40, 0, 1",
        "9, 9, 0,"
    })
    void firesOnVeryManyOrManyRandomNames(
            long names, int random, int plain, @org.jspecify.annotations.Nullable Double score) {
        assertThat(examine(names, random, plain)).hasSize(score == null ? 0 : 1).allSatisfy(finding -> {
            assertThat(finding.score()).isCloseTo(score, within(1e-6));
            assertThat(finding.observed()).isEqualTo(names);
            assertThat(finding.expected()).isEqualTo(names < 1000 ? 100 : 1000);
            assertThat(finding.subscores())
                    .hasEntrySatisfying(
                            "randomShare",
                            share -> assertThat(share).isCloseTo((double) random / (random + plain), within(1e-6)));
        });
    }

    @Test
    void tenAreTheFewestThatCanBeAskedFor() {
        AvroTrust.vouch();
        PolicyRule rule = PolicyRule.newBuilder()
                .setRuleId("p")
                .setKind(PolicyKind.PARAMETER)
                .setParameters(Map.of("names", "10"))
                .build();
        SampleHistory history = SampleHistory.device("p")
                .site(SITE, "a." + SITE)
                .named(10, "a." + SITE)
                .at(MONDAY);

        assertThat(new NameFlood().examine(history.build(), new Policy(List.of(rule))))
                .hasSize(1);
    }

    @Test
    void addressesHaveNoNames() {
        SampleHistory history =
                SampleHistory.device("p").named(5_000, "a.example").at(MONDAY);

        assertThat(new NameFlood().examine(history.build(), Policy.EMPTY)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "mzxw6ytboi4dq, true",
        "mzxw6ytboi4d, false", // twelve different letters are 3.58 bits
        "mzxw6ytboi4, false", // eleven letters say nothing
        "aaaaaaaaaaaaaaaa, false",
        "0123456789012345, false", // numbers are no secret
        "a0b1a0b1a0b1, true", // half of it digits
        "aaaabbbbcccc012, true", // a fifth
        "aaaabbbbccccd01, false",
        "connectivitycheck, false",
        "update-service-europe, false",
        "d41d8cd9-8f00-b204-e980-0998ecf8427e, true"
    })
    void looksMadeByAMachine(String text, boolean random) {
        assertThat(RandomName.random(text)).isEqualTo(random);
    }

    @Test
    void onlyThePartBelowTheSiteIsJudged() {
        assertThat(RandomName.share(
                        List.of("www.d41d8cd98f00b204e9800998ecf8427e.example"),
                        "d41d8cd98f00b204e9800998ecf8427e.example"))
                .isZero();
        assertThat(RandomName.share(List.of("D41D8CD98F00B204.tunnel.example", "www.tunnel.example"), SITE))
                .isEqualTo(0.5);
        assertThat(RandomName.share(List.of("mzxw6ytboi4d.qqqq.example"), "qqqq.example"))
                .as("a letter more would be too much")
                .isZero();
        assertThat(RandomName.share(List.of(), SITE)).isZero();
    }
}
