package io.waybill.streams.detect.cohort;

import static io.waybill.streams.detect.cohort.Views.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.Severity;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.Finding;
import io.waybill.streams.detect.PairHistory;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.report.FindingDraft;
import io.waybill.streams.detect.rule.Parameters;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fleet's side makes of findings, from exactly how many devices and how much on. */
class FleetSideTest {

    private static FindingDraft finding(String detector, int device, String maker) {
        PairHistory history =
                SampleHistory.of("p-" + device, maker, "One").at(5).build();
        return new FindingDraft(detector, history, history.contacts());
    }

    private static Finding[] findings(int count, String detector, String maker, String note) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        finding(detector, i, maker).note("knownService", note).write())
                .toArray(Finding[]::new);
    }

    @ParameterizedTest(name = "{0} of {1} devices, {2} makers: {3}")
    @CsvSource({"5, 10, 2, true", "4, 9, 2, false", "5, 9, 2, false", "5, 11, 2, false", "10, 10, 1, false"})
    void whatMuchOfTheFleetContactsIsEverydayLife(long did, long devices, int makers, boolean widespread) {
        Views views = new Views().reached(Cohort.FLEET, did, devices, 0, 1);
        for (int maker = 0; maker < makers; maker++) {
            views.reached(Cohort.manufacturer("M" + maker), 1, 1, 0, 1);
        }

        assertThat(Renown.widespread(views.build())).isEqualTo(widespread);
    }

    @ParameterizedTest(name = "{0} say A, {1} say B, {2} nothing: {3}")
    @CsvSource({"3, 0, 2, A", "2, 0, 2,", "1, 2, 0, B", "0, 0, 3,", "0, 0, 0,"})
    void aServiceIsWhatMostFindingsSay(int a, int b, int none, @Nullable String service) {
        Views views = new Views()
                .found(findings(a, "d", "Acme", "A"))
                .found(findings(b, "d", "Acme", "B"))
                .found(findings(none, "d", "Acme", ""));

        assertThat(Renown.service(views.build(), views.build().findings(), Policy.EMPTY))
                .isEqualTo(service);
        assertThat(Renown.service(views.at("google.com", DestinationKind.SITE).build(), List.of(), Policy.EMPTY))
                .as("its name says more")
                .isEqualTo("Android and Google services (Google)");
    }

    @ParameterizedTest(name = "{0} of {1}, {2} of {3}, to a {4}: {5}")
    @CsvSource({
        "0, identifier-leak, 0, periodic-contact, SITE, MEDIUM",
        "1, identifier-leak, 0, periodic-contact, SITE, HIGH",
        "1, watch-list, 0, periodic-contact, SITE, HIGH",
        "3, periodic-contact, 0, survives-reset, NETWORK, HIGH",
        "2, periodic-contact, 0, survives-reset, NETWORK, MEDIUM",
        "1, periodic-contact, 2, survives-reset, NETWORK, HIGH",
        "9, periodic-contact, 9, survives-reset, SITE, MEDIUM",
        "9, upload-volume, 9, surge, NETWORK, MEDIUM"
    })
    void howMuchACohortsOwnDestinationMatters(
            int one, String first, int other, String second, DestinationKind kind, Severity severity) {
        Views views = new Views()
                .at("203.0.113.0/24", kind)
                .found(findings(one, first, "Acme", ""))
                .found(findings(other, second, "Acme", ""))
                .found(findings(5, "identifier-leak", "Bolt", ""));

        assertThat(Concern.exclusive(views.build(), model("Acme"))).isEqualTo(severity);
    }

    @ParameterizedTest(name = "{0} devices hold one open, {1} go there, {2} h at port {3}, named {4}: {5}")
    @CsvSource({
        "1, 5, 5, 4444, 0, MEDIUM",
        "3, 6, 5, 4444, 0, INFORMATIONAL", // half of those who go there
        "3, 7, 5, 4444, 0, MEDIUM",
        "2, 4, 5, 4444, 0, MEDIUM", // three at least
        "1, 5, 11.99, 443, 0, INFORMATIONAL",
        "1, 5, 12, 443, 0, MEDIUM",
        "1, 5, 12, 443, 1, INFORMATIONAL",
        "1, 5, 12, 444, 1, MEDIUM"
    })
    void longConnections(int held, long going, double hours, int port, int named, Severity severity) {
        Views views = new Views().reached(Cohort.FLEET, going, 100, 0, 1);
        for (int i = 0; i < held; i++) {
            views.found(finding("long-connection", i, "Acme")
                    .fact("longestMs", hours * 3_600_000)
                    .fact("port", port)
                    .fact("named", named)
                    .write());
        }

        assertThat(new LongConnectionJudge().judge(views.build(), Policy.EMPTY).verdicts())
                .hasSize(held)
                .allSatisfy(verdict -> {
                    assertThat(verdict.severity()).isEqualTo(severity);
                    assertThat(verdict.explanation())
                            .contains(" " + held + " of " + Math.max(held, going) + " devices");
                });
    }

    /** Megabytes: the device's, then its peers'; those below the floor of twenty have no finding. */
    @ParameterizedTest(name = "{0} MB, peers {1}, {2} in all, {3}: {4}")
    @CsvSource({
        "20, '', 1, SITE,", // what equals the bound is within it
        "20.1, '', 1, SITE, INFORMATIONAL",
        "99.9, '', 1, SITE, INFORMATIONAL",
        "100, '', 1, SITE, LOW", // five times the floor
        "20.1, '', 1, NETWORK, MEDIUM",
        "79.9, '', 5, SITE,", // four times what peers sent at most
        "80.1, '', 5, SITE, INFORMATIONAL",
        "159.9, 40 40, 3, SITE,",
        "160.1, 40 40, 3, SITE, LOW",
        "19000, 20 40 80, 4, SITE,", // six robust deviations
        "19100, 20 40 80, 4, SITE, LOW",
        "199, 50, 1, SITE,", // more findings than reach tells of
        "201, 50, 1, SITE, LOW"
    })
    void uploads(double megabytes, String peers, long reach, DestinationKind kind, @Nullable Severity severity) {
        Views views = new Views().at("203.0.113.0/24", kind).reached(model("Acme"), reach, 100, 0, 1);
        views.found(upload(0, "Acme", megabytes)).found(upload(99, "Bolt", 1));
        String[] each = peers.isEmpty() ? new String[0] : peers.split(" ");
        for (int i = 0; i < each.length; i++) {
            views.found(upload(i + 1, "Acme", Double.parseDouble(each[i])));
        }

        List<Verdict> verdicts = new UploadVolumeJudge()
                .judge(views.build(), Policy.EMPTY).verdicts().stream()
                        .filter(verdict -> verdict.subject().equals("p-0"))
                        .toList();

        assertThat(verdicts).extracting(Verdict::severity).isEqualTo(severity == null ? List.of() : List.of(severity));
        assertThat(verdicts)
                .allSatisfy(verdict -> assertThat(verdict.samples()).isEqualTo(Math.max(reach, each.length + 1)));
    }

    private static Finding upload(int device, String maker, double megabytes) {
        return finding("upload-volume", device, maker)
                .measured("bytes sent in a day", megabytes * 1e6, 20e6)
                .fact("floor", 20e6)
                .write();
    }

    @Test
    void theBoundOfUploadsIsToldWithTheMedian() {
        Views views = new Views().reached(model("Acme"), 4, 100, 0, 1).found(upload(0, "Acme", 30_000));
        views.found(upload(1, "Acme", 20), upload(2, "Acme", 40), upload(3, "Acme", 80));

        Verdict verdict = new UploadVolumeJudge()
                .judge(views.build(), Policy.EMPTY)
                .verdicts()
                .get(0);

        double bound = 40e6 * Math.exp(6 * 1.4826 * Math.log(2));
        assertThat(verdict.upperBound().orElseThrow()).isCloseTo(bound, within(bound * 1e-9));
        assertThat(verdict.explanation())
                .contains("Its 3 peers of the same model sent 40 MB or less in the middle.")
                .doesNotContain("known service");
        views.at("google.com", DestinationKind.SITE);
        assertThat(new UploadVolumeJudge().judge(views.build(), Policy.EMPTY).verdicts())
                .first()
                .satisfies(known -> {
                    assertThat(known.severity()).isEqualTo(Severity.INFORMATIONAL);
                    assertThat(known.explanation())
                            .endsWith("It is a known service: Android and Google services (Google).");
                });
    }

    @ParameterizedTest(name = "{0}: {1}, at a known service {2}")
    @CsvSource({"ADVERTISING_ID, MEDIUM, INFORMATIONAL", "IMEI, HIGH, HIGH", "'ADVERTISING_ID, MAC', HIGH, HIGH"})
    void whatLeaks(String kinds, Severity severity, Severity known) {
        Finding leak =
                finding("identifier-leak", 1, "Acme").note("kinds", kinds).write();
        IdentifierLeakJudge judge = new IdentifierLeakJudge();

        assertThat(judge.judge(new Views().found(leak).build(), Policy.EMPTY).verdicts())
                .extracting(Verdict::severity)
                .containsExactly(severity);
        assertThat(judge.judge(
                                new Views()
                                        .at("google.com", DestinationKind.SITE)
                                        .found(leak)
                                        .build(),
                                Policy.EMPTY)
                        .verdicts())
                .extracting(Verdict::severity)
                .containsExactly(known);
    }

    @ParameterizedTest(name = "{0} devices of {1} that went there: {2}")
    @CsvSource({"2, 5, p-0 p-1", "3, 6, Acme One MEDIUM 0.5", "9, 9, Acme One MEDIUM 1", "10, 8, Acme One HIGH 1"})
    void aModelBreaksARuleFromThreeDevicesOn(int devices, long reach, String said) {
        Views views = new Views().reached(model("Acme"), reach, 100, 0, 1);
        for (int i = 0; i < devices; i++) {
            views.found(finding("residency-breach", i, "Acme")
                    .measured("contacts", 4, 0)
                    .note("places", "CN")
                    .note("rule", "India only")
                    .write());
        }

        List<Verdict> verdicts =
                new ResidencyBreachJudge().judge(views.build(), Policy.EMPTY).verdicts();

        if (devices < 3) {
            assertThat(verdicts).extracting(Verdict::subject).containsExactly(said.split(" "));
        } else {
            Verdict model = verdicts.get(devices);
            String[] words = said.split(" ");
            assertThat(verdicts).hasSize(devices + 1);
            assertThat(model.subject()).isEqualTo("Acme One");
            assertThat(model.severity()).isEqualTo(Severity.valueOf(words[2]));
            assertThat(model.score()).isEqualTo(Double.parseDouble(words[3]));
            assertThat(model.observed()).isEqualTo(4 * devices);
            assertThat(model.samples()).isEqualTo(Math.max(devices, reach));
            assertThat(model.devices()).isEqualTo(devices);
            assertThat(model.evidence()).hasSize(Math.min(10, devices));
            assertThat(model.explanation())
                    .contains("Acme One that contacted a.example did so in CN, which the rule \"India only\" does not");
        }
    }

    @ParameterizedTest(name = "app on {0} devices, of {1} that have it, {2} in all: explains {3}")
    @CsvSource({
        "12, 20, 12, true",
        "12, 15, 12, false", // a quarter more than are blamed: it came with them
        "12, 16, 12, true",
        "10, 20, 11, true", // on half of its devices
        "10, 21, 11, false",
        "9, 40, 10, false",
        "9, 18, 10, true",
        "8, 16, 9, false" // nine tenths of those who go there
    })
    void anAppThatIsAtHomeElsewhereExplainsItsDestinations(long reach, long users, long all, boolean explains) {
        Views views =
                new Views().reached(Cohort.FLEET, all, 100, 0, 1).reached(Cohort.app("com.app"), reach, users, 0, 1);
        App app = App.behind(views.build());
        var table = new io.waybill.streams.detect.stats.TwoByTwo(Math.min(12, all), 12, 0, 24);
        var found = new io.waybill.streams.detect.ladder.Attribution.Culprits(
                Arrays.asList(new io.waybill.streams.detect.ladder.Attribution.Culprit(model("Acme"), table, 0, "")),
                1);

        assertThat(app != null && app.explains(found)).isEqualTo(explains);
    }

    @ParameterizedTest(name = "known service {0}")
    @CsvSource({"'', ''", "Maps, ' It is a known service: Maps.'"})
    void theVerdictOnAnApp(String service, String words) {
        App app = new App("com.app", new Reach(12, 5, 9, List.of(Views.EVENT)), 16);

        Verdict verdict = app.verdict(
                new Views().build(),
                service.isEmpty() ? null : service,
                Parameters.of(Policy.EMPTY, CohortExclusive.ID));

        assertThat(verdict.explanation())
                .isEqualTo(
                        "The app com.app contacted a.example on 12 of 16 devices (75 %) that have it. The app explains"
                                + " the contacts, so no model is blamed for them." + words);
        assertThat(List.of(verdict.score(), verdict.observed())).containsOnly(0.75);
        assertThat(List.of(verdict.samples(), verdict.devices())).containsExactly(16L, 12L);
        assertThat(verdict.window()).isEqualTo(new Span(5, 10));
    }

    /** What a judge makes of one finding, at a destination that nobody knows and at a known service. */
    private static void says(DestinationDetector judge, FindingDraft draft, Severity severity, String words) {
        Finding finding = draft.write();

        assertThat(judge.judge(new Views().found(finding).build(), Policy.EMPTY).verdicts())
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.severity()).isEqualTo(severity);
                    assertThat(verdict.explanation()).isEqualTo(words);
                });
        Views known = new Views().at("google.com", DestinationKind.SITE).found(finding);
        assertThat(judge.judge(known.build(), Policy.EMPTY).verdicts())
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.severity()).isEqualTo(Severity.INFORMATIONAL);
                    assertThat(verdict.explanation())
                            .startsWith(words)
                            .endsWith(" known service: Android and Google services (Google).");
                });
    }

    @ParameterizedTest(name = "{0} of the names random: {1}")
    @CsvSource({"0.5, HIGH, 50 %", "0.499, MEDIUM, 49.9 %"})
    void floodsOfNames(double random, Severity severity, String share) {
        FindingDraft draft = finding("name-flood", 1, "Acme")
                .measured("distinct host names under the site", 150, 100)
                .fact("randomShare", random);

        says(
                new NameFloodJudge(),
                draft,
                severity,
                "Device p-1 used 150 different host names under 198.51.100.0/24; " + share + " of a sample look as if a"
                        + " machine had made them up. Data can leave a phone inside such names.");
    }

    @ParameterizedTest(name = "at {0} ports, {1} of 20 refused, named {2}: {3}")
    @CsvSource({
        "1, 10, 0, MEDIUM, '', ''", // half of them are not most
        "1, 11, 0, MEDIUM, '', ' Most were refused.'",
        "2, 0, 1, LOW, 'at 2 different ports, ', ''"
    })
    void callsInVain(int ports, int refused, int named, Severity severity, String where, String how) {
        FindingDraft draft = finding("unanswered-retry", 1, "Acme")
                .measured("unanswered connection attempts", 20, 0)
                .fact("ports", ports)
                .fact("refused", refused)
                .fact("named", named)
                .fact("answered", 1);

        says(
                new UnansweredRetryJudge(),
                draft,
                severity,
                "Device p-1 tried to reach 198.51.100.0/24 " + where + "20 times from 1 January 1970 00:00 UTC to"
                        + " 1 January 1970 00:00 UTC and got 1 answer." + how);
    }
}
