package io.waybill.streams.detect.cohort;

import static io.waybill.streams.detect.selftest.SampleHistory.DAY;
import static io.waybill.streams.detect.selftest.SampleHistory.HOUR;
import static io.waybill.streams.detect.selftest.SampleHistory.MINUTE;
import static io.waybill.streams.detect.selftest.SampleHistory.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.schemas.SubjectLevel;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Span;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.selftest.SampleFleet;
import io.waybill.streams.detect.selftest.SampleHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sentences of each judge, word by word, with the numbers of a fleet that can be counted by hand. */
class ExplanationsTest {

    private static final String SITE = "example.com";

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static SampleFleet fleet() {
        return new SampleFleet()
                .watched(MONDAY, MONDAY + 14 * DAY)
                .devices("a-", 10, "Acme", "One")
                .devices("b-", 10, "Bolt", "Two")
                .devices("c-", 20, "Civic", "Three");
    }

    private static SampleHistory acme(int i) {
        return SampleHistory.of("a-" + i, "Acme", "One").site(SITE, "www." + SITE);
    }

    private static Verdict one(String detector, SubjectLevel level, List<Verdict> verdicts) {
        List<Verdict> of = verdicts.stream()
                .filter(verdict -> verdict.detector().equals(detector) && verdict.level() == level)
                .toList();
        assertThat(of).as("%s %s", detector, level).hasSize(1);
        return of.get(0);
    }

    @Test
    void cohortExclusive() {
        SampleFleet fleet = fleet();
        for (int i = 1; i <= 9; i++) {
            fleet.with(acme(i).at(MONDAY + i * HOUR));
        }
        fleet.with(SampleHistory.of("c-1", "Civic", "Three")
                .site(SITE, "www." + SITE)
                .at(MONDAY));

        Verdict verdict = one("cohort-exclusive", SubjectLevel.MODEL, fleet.verdicts(Policy.EMPTY));

        assertThat(verdict.explanation())
                .startsWith("9 of 10 devices (90 %) of Acme One contacted example.com, against 1 of 30 other devices"
                        + " (3.3 %). The fleet has no other model of Acme with enough devices, so the maker cannot be told"
                        + " from the model. Chance alone gives such a split in about 1 in ")
                .endsWith(" comparisons.");
        assertThat(verdict.observed()).isEqualTo(0.9);
        assertThat(verdict.expected()).isEqualTo(0.033333);
        assertThat(verdict.devices()).isEqualTo(9);
        assertThat(verdict.samples()).isEqualTo(40);
        assertThat(verdict.score()).as("0.9 less a thirtieth").isEqualTo(0.866667);
        assertThat(verdict.window()).isEqualTo(new Span(MONDAY + HOUR, MONDAY + 9 * HOUR + 1));
    }

    @Test
    void newDestination() {
        SampleFleet fleet = fleet();
        for (int i = 1; i <= 10; i++) {
            fleet.with(
                    SampleHistory.of("a-" + i, "Acme", "One")
                            .site("old.example", "old.example")
                            .at(MONDAY),
                    acme(i).at(MONDAY + 5 * DAY + i * MINUTE));
        }

        assertThat(one("new-destination", SubjectLevel.MODEL, fleet.verdicts(Policy.EMPTY))
                        .explanation())
                .startsWith(
                        "Acme One began to contact example.com on 9 August 2014 00:01 UTC, after being watched without"
                                + " it. 10 of 10 devices (100 %) contacted it since, against 0 of 30 other devices (0 %). ");
    }

    @Test
    void newDestinationIsSilentWhileItLearns() {
        SampleFleet fleet = fleet();
        for (int i = 1; i <= 10; i++) {
            fleet.with(acme(i).at(MONDAY + 47 * HOUR));
        }

        assertThat(fleet.verdicts(Policy.EMPTY)).extracting(Verdict::detector).doesNotContain("new-destination");
    }

    @Test
    void identifierLeak() {
        Verdict verdict = one(
                "identifier-leak",
                SubjectLevel.DEVICE,
                fleet().with(acme(1).leaking("PHONE_NUMBER", "SERIAL").at(MONDAY, MONDAY + HOUR))
                        .verdicts(Policy.EMPTY));

        assertThat(verdict.explanation())
                .isEqualTo(
                        "Device a-1 sent its phone number, serial number to example.com so that anybody on the way could"
                                + " read it, in 2 connections, first on 4 August 2014 00:00 UTC.");
    }

    @Test
    void longConnection() {
        SampleFleet fleet = fleet().with(acme(1).lasting(30 * HOUR).at(MONDAY));
        for (int i = 2; i <= 5; i++) {
            fleet.with(acme(i).at(MONDAY));
        }

        assertThat(one("long-connection", SubjectLevel.DEVICE, fleet.verdicts(Policy.EMPTY))
                        .explanation())
                .isEqualTo(
                        "Device a-1 held a connection to example.com open for 30 hours. Of the devices that go there, 1 of"
                                + " 5 devices (20 %) held one open for hours.");
    }

    @Test
    void unansweredRetry() {
        SampleFleet fleet = fleet().with(acme(1).outcome(Outcome.UNANSWERED).every(5 * MINUTE, 30, MONDAY));

        assertThat(one("unanswered-retry", SubjectLevel.DEVICE, fleet.verdicts(Policy.EMPTY))
                        .explanation())
                .startsWith(
                        "Device a-1 tried to reach example.com 30 times from 4 August 2014 00:00 UTC to 4 August 2014"
                                + " 02:25 UTC and got 0 answers.");
    }

    @Test
    void uploadVolume() {
        SampleFleet fleet = fleet().with(acme(1).bytesSent(150_000_000).at(MONDAY));

        assertThat(one("upload-volume", SubjectLevel.DEVICE, fleet.verdicts(Policy.EMPTY))
                        .explanation())
                .startsWith(
                        "Device a-1 sent 150 MB to example.com within the day of 4 August 2014 00:00 UTC and received ");
    }

    @Test
    void watchList() {
        Policy policy = new Policy(List.of(PolicyRule.newBuilder()
                .setRuleId("l")
                .setTitle("Known bad")
                .setKind(PolicyKind.WATCH_LIST)
                .setSites(List.of(SITE))
                .build()));

        assertThat(one(
                                "watch-list",
                                SubjectLevel.DEVICE,
                                fleet().with(acme(1).at(MONDAY + HOUR)).verdicts(policy))
                        .explanation())
                .isEqualTo(
                        "Device a-1 contacted example.com, which is on the list \"Known bad\", 1 time, first on 4 August"
                                + " 2014 01:00 UTC.");
    }

    @Test
    void residencyBreach() {
        Policy policy = new Policy(List.of(PolicyRule.newBuilder()
                .setRuleId("r")
                .setTitle("India only")
                .setKind(PolicyKind.RESIDENCY)
                .setAllowedCountries(List.of("IN"))
                .build()));
        SampleFleet fleet =
                fleet().with(acme(1).in("CN", 4134).bytesSent(1_500_000).at(MONDAY, MONDAY + HOUR));

        assertThat(one("residency-breach", SubjectLevel.DEVICE, fleet.verdicts(policy))
                        .explanation())
                .startsWith(
                        "Device a-1 contacted example.com in CN 2 times and sent 3 MB, which the rule \"India only\" does"
                                + " not allow.");
    }

    @Test
    void theOrderOfHistoriesDoesNotShow() {
        List<SampleHistory> histories = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            histories.add(acme(i).lasting(5 * HOUR).leaking("IMEI").every(6 * HOUR, 20, MONDAY + i * MINUTE));
        }
        List<Verdict> first =
                fleet().with(histories.toArray(SampleHistory[]::new)).verdicts(Policy.EMPTY);
        assertThat(first).isNotEmpty();
        for (long seed = 1; seed <= 5; seed++) {
            Collections.shuffle(histories, new Random(seed));

            assertThat(fleet().with(histories.toArray(SampleHistory[]::new)).verdicts(Policy.EMPTY))
                    .as("seed %d", seed)
                    .isEqualTo(first);
        }
    }
}
