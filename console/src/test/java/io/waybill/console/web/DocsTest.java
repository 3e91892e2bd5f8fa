package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.desk.ConsoleActions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documentation of the repository, as the console serves it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsTest {

    @SuppressWarnings("NullAway.Init")
    private ServedFleet fleet;

    @SuppressWarnings("NullAway.Init")
    private Reader reader;

    @BeforeAll
    void open(@TempDir Path folder) {
        fleet = new ServedFleet(folder, access -> access, ConsoleActions.NONE);
        reader = new Reader(fleet.url());
    }

    @AfterAll
    void close() {
        fleet.close();
    }

    @Test
    void theFirstPageLeadsToTheOthers() throws Exception {
        String page = reader.get("/api/docs").body();

        assertThat(page)
                .contains("\"title\":\"Documentation\"", "/docs?page=console", "/docs?page=how-to/feed-from-zeek");
    }

    @Test
    void linksBetweenPagesAreFollowedFromWhereTheyStand() throws Exception {
        String page = reader.get("/api/docs/how-to/feed-from-zeek").body();

        assertThat(page).doesNotContain("href=\\\"../").doesNotContain(".md\\\"");
    }

    @Test
    void picturesAreServed() throws Exception {
        HttpResponse<String> picture = reader.get("/docs/images/journey-1-overview.png");

        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(picture.body().getBytes(StandardCharsets.ISO_8859_1).length).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/docs/nothing",
                "/api/docs/..%2Fweb%2Findex",
                "/api/docs/%2e%2e/web/openapi",
                "/api/docs/a/b/c",
                "/docs/images/..%2F..%2Fsql%2Fschema.sql",
                "/docs/images/nothing.png"
            })
    void nothingElseOfTheJarIsGivenOut(String path) throws Exception {
        assertThat(reader.get(path).statusCode()).isBetween(400, 404);
    }
}
