package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.SampleFleet;
import io.waybill.console.api.Listing;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real answers against the published description. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {

    @SuppressWarnings("NullAway.Init")
    private ServedFleet fleet;

    @SuppressWarnings("NullAway.Init")
    private Reader reader;

    @SuppressWarnings("NullAway.Init")
    private Contract contract;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        fleet = new ServedFleet(folder);
        reader = new Reader(fleet.url());
        contract = new Contract(reader.get("/openapi.yaml").body());
    }

    @AfterAll
    void close() {
        fleet.close();
    }

    @ParameterizedTest
    @EnumSource(Listing.class)
    void listingsAnswerAsDescribed(Listing listing) throws Exception {
        String filters =
                listing.filters().contains("device") && !listing.filters().contains("destination")
                        ? "?device=redmi-note-000"
                        : "?limit=5";
        filters = listing.filters().contains("destination") ? "?limit=5&destination=42.62.48.0/24" : filters;
        filters = listing.filters().contains("with") ? "?limit=5&with=redmi-2015" : filters;

        HttpResponse<String> answer = reader.get("/api/" + listing.path() + filters);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("\"items\":[]");
        assertThat(contract.faults(schema(listing) + "Page", answer.body())).isEmpty();
        assertThat(contract.parameters("/api/" + listing.path())).containsAll(listing.filters());
    }

    @ParameterizedTest
    @EnumSource(Listing.class)
    void everyChoiceThatIsDescribedIsAnswered(Listing listing) throws Exception {
        String other = listing.filters().contains("with") ? "&with=redmi-2015" : "";
        for (String filter : listing.filters()) {
            for (String choice : contract.choices(filter)) {
                String path = "/api/" + listing.path() + '?' + filter + '=' + choice + other;
                HttpResponse<String> answer = reader.get(path);

                assertThat(answer.statusCode()).as(path).isEqualTo(200);
                assertThat(contract.faults(schema(listing) + "Page", answer.body()))
                        .as(path)
                        .isEmpty();
                assertThat(reader.get(path.replace(choice, choice.toUpperCase(Locale.ROOT)))
                                .body())
                        .as(path)
                        .isEqualTo(answer.body());
            }
            if (!contract.choices(filter).isEmpty()) {
                assertThat(reader.get("/api/" + listing.path() + '?' + filter + "=unheard-of" + other)
                                .statusCode())
                        .isEqualTo(400);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Listing.class)
    void everyParameterThatIsDescribedIsTaken(Listing listing) throws Exception {
        for (String parameter : contract.parameters("/api/" + listing.path())) {
            String path = "/api/" + listing.path() + '?' + parameter + '=';

            assertThat(reader.get(path).body()).as(path).doesNotContain("unknown parameter");
        }
    }

    @Test
    void everyPathThatIsDescribedIsThere() throws Exception {
        for (String path : contract.paths().keySet()) {
            if (!contract.isRead(path) || path.equals("/api/events")) {
                continue;
            }
            HttpResponse<String> answer =
                    reader.get(path.replace("{format}", "cef").replaceAll("\\{[a-z]+}", "x"));

            assertThat(answer.statusCode()).as(path).isIn(200, 404);
            assertThat(answer.body()).as(path).doesNotContain("nothing is there");
        }
        assertThat(contract.paths()).hasSizeGreaterThan(Listing.values().length);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/models/Xiaomi%20Redmi%20Note, ModelsRow, MIUI|Redmi Note",
        "/api/destinations/42.62.48.0/24, DestinationsRow, CN",
        "/api/destinations/google.com?case=redmi-2014, DestinationsRow, google",
        "/api/devices/redmi-note-000, DevicesRow, Android",
        "/api/alerts/exclusive-redmi, Alert, gateway.pcap",
        "/api/overview, Overview, totals",
        "/health/live, Health, up",
        "/health/ready, Health, ready"
    })
    void singleThingsAnswerAsDescribed(String path, String schema, String holds) throws Exception {
        HttpResponse<String> answer = reader.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(contract.faults(schema, answer.body())).isEmpty();
        assertThat(answer.body()).containsPattern(holds);
    }

    @Test
    void aNameThatIsNoPathGoesAsBase64() throws Exception {
        String id = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SampleFleet.SCRIPT_NAME.getBytes(StandardCharsets.UTF_8));

        assertThat(reader.get("/api/devices/~" + id).body()).contains(SampleFleet.SCRIPT_NAME);
        assertThat(reader.get("/api/devices/~%21").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/models?limit=0 | 400 | limit | 1 to 1000",
                "/api/models?limit=99999 | 400 | limit | 1 to 1000",
                "/api/models?colour=red | 400 | colour | manufacturer",
                "/api/models?from=yesterday | 400 | from | milliseconds",
                "/api/models?sort=nothing | 400 | sort | connections",
                "/api/models?order=up | 400 | order | asc",
                "/api/models?format=xml | 400 | format | parquet",
                "/api/models?q=a&q=b | 400 | q | more than once",
                "/api/alerts?severity=bad | 400 | severity | critical",
                "/api/models?case=..%2F..%2Fetc | 400 | case | letters",
                "/api/models?case=.a | 400 | case | letters",
                "/api/differences?with=nowhere | 404 | no case | redmi-2014",
                "/api/differences?with=nowhere&format=csv | 404 | no case | redmi-2014",
                "/api/differences?with=nowhere&format=parquet | 404 | no case | redmi-2014",
                "/api/models?case=nowhere | 404 | no case | redmi-2014",
                "/api/alerts/none | 404 | no alert | error",
                "/api/nothing | 404 | nothing is there | openapi.yaml",
                "/web/..%2F..%2Fsql%2Fschema.sql | 4.. | error| error",
                "/web/vendor.properties | 404 | no such file | error",
                "/vendor/lit/0.0.0/index.js | 404 | no such library | error"
            })
    void whatCannotBeAnsweredSaysWhatCan(String path, String status, String about, String allowed) throws Exception {
        HttpResponse<String> answer = reader.get(path);

        assertThat(String.valueOf(answer.statusCode())).matches(status);
        if (!status.equals("4..")) {
            assertThat(contract.faults("Error", answer.body())).isEmpty();
            assertThat(answer.body()).contains(about).contains(allowed);
        }
    }

    @Test
    void filesComeAsAttachments() throws Exception {
        HttpResponse<String> csv = reader.get("/api/models?format=csv");

        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(csv.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"waybill-live-models.csv\"");
        assertThat(csv.body()).startsWith("id,manufacturer,model,").contains("'=cmd|");
        assertThat(reader.get("/api/models?format=parquet").body()).startsWith("PAR1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/models", "/api/models", "/nothing", "/web/app.js"})
    void everyAnswerCarriesThePolicy(String path) throws Exception {
        String policy =
                reader.get(path).headers().firstValue("Content-Security-Policy").orElse("");

        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self' 'sha256-")
                .doesNotContain("unsafe");
    }

    private static String schema(Listing listing) {
        return Arrays.stream(listing.path().split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }
}
