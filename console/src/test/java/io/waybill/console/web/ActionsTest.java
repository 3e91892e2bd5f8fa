package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.desk.ConsoleActions;
import io.waybill.console.desk.Reference;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be done over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class ActionsTest {

    private static final String SUPPRESS = "{\"alert\":\"exclusive-redmi\",\"scope\":\"model\",\"title\":\"agreed\"}";

    private static final String INVENTORY = "/api/cases/new-case/references/inventory?file=phones.csv";

    private final RecordingDesk desk = new RecordingDesk();

    @SuppressWarnings("NullAway.Init")
    private ServedFleet fleet;

    @SuppressWarnings("NullAway.Init")
    private Reader reader;

    @SuppressWarnings("NullAway.Init")
    private Contract contract;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        fleet = new ServedFleet(folder, access -> access, new ConsoleActions(desk, desk));
        reader = new Reader(fleet.url());
        contract = new Contract(reader.get("/openapi.yaml").body());
    }

    @AfterAll
    void close() {
        fleet.close();
    }

    @BeforeEach
    void nothingWasAskedFor() {
        desk.clear();
    }

    @Test
    void aCaptureArrivesByteForByte() throws Exception {
        byte[] capture = new byte[700_000];
        new Random(7).nextBytes(capture);

        HttpResponse<String> answer = reader.send("POST", "/api/cases/new-case/captures?file=a.pcap", capture);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(contract.faults("WorkItem", answer.body())).isEmpty();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(capture);
        assertThat(desk.digests).containsExactly(HexFormat.of().formatHex(digest));
        assertThat(contract.faults("Work", reader.get("/api/work").body())).isEmpty();
    }

    @Test
    void anInventoryGoesBeforeItsCapture() throws Exception {
        HttpResponse<String> taken = reader.send("PUT", INVENTORY, "a\nb\n");
        HttpResponse<String> capture = reader.send(
                "POST", "/api/cases/new-case/captures?file=a.pcap&inventory=phones.csv&policy=rules.yaml", new byte[9]);

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(contract.faults("ReferenceTaken", taken.body())).isEmpty();
        assertThat(taken.body()).contains("\"entries\":2");
        assertThat(desk.received).containsEntry("new-case inventory", "phones.csv a\nb\n");
        assertThat(capture.statusCode()).isEqualTo(202);
        assertThat(desk.told)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Reference.INVENTORY, "phones.csv", Reference.POLICY, "rules.yaml"));
    }

    @Test
    void anInventoryThatCannotBeUsedIsRefusedInWords() throws Exception {
        HttpResponse<String> answer = reader.send("PUT", INVENTORY, "broken");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(contract.faults("Error", answer.body())).isEmpty();
        assertThat(answer.body()).contains("line 2");
    }

    @Test
    void aCaptureThatIsTooBigIsRefusedAndSaysSo() throws Exception {
        HttpResponse<String> answer =
                reader.send("POST", "/api/cases/new-case/captures?file=a.pcap", new byte[(int) RecordingDesk.MOST + 1]);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("more than");
        assertThat(desk.work).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/cases/..%2F..%2Fetc/captures?file=a.pcap, 400",
        "POST, /api/cases/.hidden/captures?file=a.pcap, 400",
        "POST, /api/cases/new/captures?file=..%2F..%2Fpasswd, 400",
        "POST, /api/cases/new/captures?file=a%2Fb, 400",
        "POST, /api/cases/new/captures, 400",
        "POST, /api/cases/live/captures?file=a.pcap, 400",
        "POST, /api/cases/new/captures?file=a&inventory=..%2Fb, 400",
        "PUT, /api/cases/new/references/secrets?file=a, 400",
        "PUT, /api/cases/live/references/policy?file=a, 400",
        "PUT, /api/cases/new/references/policy?file=..%2F..%2Fpasswd, 400",
        "PUT, /api/cases/..%2F..%2Fetc/references/policy?file=a, 400",
        "DELETE, /api/cases/..%2F..%2Fetc, 400",
        "DELETE, /api/cases/live, 403",
        "DELETE, /api/cases/redmi-2015, 409",
        "DELETE, /api/rules/clock, 403",
        "GET, /api/cases/nowhere, 404"
    })
    void whatMakesNoSenseIsRefused(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = reader.send(method, path, new byte[] {1});

        assertThat(answer.statusCode()).as(answer.body()).isIn(status, 400);
        assertThat(contract.faults("Error", answer.body())).isEmpty();
        assertThat(desk.work).isEmpty();
        assertThat(desk.removed).isEmpty();
        assertThat(desk.withdrawn).isEmpty();
    }

    @Test
    void aCaseTellsWhatWentIn() throws Exception {
        HttpResponse<String> known = reader.get("/api/cases/redmi-2014");
        HttpResponse<String> unknown = reader.get("/api/cases/redmi-2015");

        assertThat(contract.faults("Case", known.body())).isEmpty();
        assertThat(known.body()).contains("\"events\":812").contains("ab".repeat(32));
        assertThat(unknown.body()).contains("\"inputs\":null");
    }

    @Test
    void aCaseIsRemovedByName() throws Exception {
        assertThat(reader.send("DELETE", "/api/cases/redmi-2014", new byte[0]).statusCode())
                .isEqualTo(204);

        assertThat(desk.removed).containsExactly("redmi-2014");
    }

    @Test
    void anAlertIsKeptQuietByARuleAboutItsDestination() throws Exception {
        HttpResponse<String> answer = reader.send("POST", "/api/suppressions", SUPPRESS);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(contract.faults("RuleMade", answer.body())).isEmpty();
        assertThat(desk.published).singleElement().satisfies(rule -> {
            assertThat(rule.getNetworks()).containsExactly("42.62.48.0/24");
            assertThat(rule.getModels()).containsExactly("Xiaomi Redmi Note");
            assertThat(rule.getTitle()).isEqualTo("agreed");
        });
        String id = desk.published.get(0).getRuleId();
        assertThat(reader.send("DELETE", "/api/rules/" + id, new byte[0]).statusCode())
                .isEqualTo(204);
        assertThat(desk.withdrawn).containsExactly(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"alert\":\"none\",\"scope\":\"model\"} | 404",
                "{\"alert\":\"exclusive-redmi\",\"scope\":\"world\"} | 400",
                "{\"alert\":\"clock\",\"scope\":\"model\"} | 400",
                "{\"alert\":7 | 400",
                "[] | 400",
                "{\"colour\":\"red\"} | 400"
            })
    void aRuleThatMakesNoSenseIsNotMade(String body, int status) throws Exception {
        HttpResponse<String> answer = reader.send("POST", "/api/suppressions", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(desk.published).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void anotherPageChangesNothing(String header, String value) throws Exception {
        byte[] body = SUPPRESS.getBytes(StandardCharsets.UTF_8);

        assertThat(reader.send("POST", "/api/suppressions", body, header, value).statusCode())
                .isEqualTo(403);
        assertThat(reader.send("DELETE", "/api/cases/redmi-2014", body, header, value)
                        .statusCode())
                .isEqualTo(403);
        assertThat(reader.send("POST", "/api/cases/new/captures?file=a", body, header, value)
                        .statusCode())
                .isEqualTo(403);
        assertThat(desk.published).isEmpty();
        assertThat(desk.removed).isEmpty();
        assertThat(desk.work).isEmpty();
        assertThat(reader.send("POST", "/api/suppressions", body, "Origin", fleet.url())
                        .statusCode())
                .isEqualTo(201);
    }
}
