package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.desk.ConsoleActions;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** News as server-sent events, to as many pages as are told, and a word to those beyond. */
@Tag("slow")
class StreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<InputStream> open = new ArrayList<>();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ServedFleet fleet;

    @BeforeEach
    void serve() {
        fleet = new ServedFleet(folder, access -> access, ConsoleActions.NONE);
    }

    @AfterEach
    void close() throws Exception {
        fleet.close();
        for (InputStream each : open) {
            each.close();
        }
    }

    @Test
    void aCommitIsToldWithItsCaseAndTopics() throws Exception {
        InputStream events = connect();
        awaitText(events, "event: hello");

        fleet.raise("somebody");

        assertThat(awaitText(events, "event: stored")).contains("live").contains("waybill.alert.v1");
    }

    @Test
    void pagesBeyondTheBoundAreToldToAskByThemselves() throws Exception {
        for (int i = 0; i < Stream.MAX_CLIENTS; i++) {
            awaitText(connect(), "event: hello");
        }

        assertThat(awaitText(connect(), "event: full")).contains("too many pages");
    }

    private InputStream connect() throws Exception {
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(URI.create(fleet.url() + "/api/events"))
                        .header("Accept", "text/event-stream")
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        open.add(answer.body());
        return answer.body();
    }

    /** Reads on until the text has come and a line after it; returns all that was read. */
    private static String awaitText(InputStream events, String text) {
        StringBuilder read = new StringBuilder();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .until(() -> {
                    byte[] piece = new byte[Math.max(1, events.available())];
                    int length = events.read(piece);
                    if (length > 0) {
                        read.append(new String(piece, 0, length, StandardCharsets.UTF_8));
                    }
                    int at = read.indexOf(text);
                    return at >= 0 && read.indexOf("\n\n", at) >= 0;
                });
        return read.toString();
    }
}
