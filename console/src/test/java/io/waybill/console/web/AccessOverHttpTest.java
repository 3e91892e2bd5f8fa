package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.console.Access;
import io.waybill.console.desk.ConsoleActions;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consoles with other ways in than that of one reader on this machine. */
@Tag("slow")
class AccessOverHttpTest {

    private final RecordingDesk desk = new RecordingDesk();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ServedFleet fleet;

    @SuppressWarnings("NullAway.Init")
    private Reader reader;

    private void open(UnaryOperator<Access> access, ConsoleActions actions) {
        fleet = new ServedFleet(folder, access, actions);
        reader = new Reader(fleet.url());
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    @Test
    void aReadOnlyConsoleDoesNothing() throws Exception {
        open(Access::asReadOnly, new ConsoleActions(desk, desk));

        assertThat(reader.send("POST", "/api/suppressions", "{\"alert\":\"exclusive-redmi\",\"scope\":\"model\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(reader.send("DELETE", "/api/cases/redmi-2014", new byte[0]).statusCode())
                .isEqualTo(403);
        assertThat(reader.send("POST", "/api/cases/new/captures?file=a", new byte[] {1})
                        .statusCode())
                .isEqualTo(403);
        assertThat(reader.send("PUT", "/api/cases/new/references/policy?file=a", new byte[] {1})
                        .statusCode())
                .isEqualTo(403);
        assertThat(reader.get("/api/work").body())
                .contains("\"suppress\":false", "\"upload\":false", "\"remove\":false");
        assertThat(List.of(desk.published, desk.removed, desk.work)).allMatch(List::isEmpty);
    }

    @Test
    void aTokenGuardsWhatCanBeDone() throws Exception {
        open(
                access -> access.withBindAddress("127.0.0.1", "correct horse battery staple"),
                new ConsoleActions(desk, desk));

        assertThat(reader.send("DELETE", "/api/cases/redmi-2014", new byte[0]).statusCode())
                .isEqualTo(401);
        assertThat(reader.send(
                                "DELETE",
                                "/api/cases/redmi-2014",
                                new byte[0],
                                "Authorization",
                                "Bearer correct horse battery staple")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void aTrustedProxyNamesTheReader() throws Exception {
        open(access -> access.withIdentityHeader("X-Forwarded-User"), ConsoleActions.NONE);

        assertThat(reader.get("/api/models").statusCode()).isEqualTo(401);
        assertThat(reader.get("/api/models", "X-Forwarded-User", "").statusCode())
                .isEqualTo(401);
        assertThat(reader.get("/api/models", "X-Forwarded-User", "mei").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aStrangersHeaderIsNotBelieved() throws Exception {
        open(
                access -> new Access("127.0.0.1", 0, null, "X-Forwarded-User", Set.of("192.0.2.1"), false),
                ConsoleActions.NONE);

        assertThat(reader.get("/api/models", "X-Forwarded-User", "mei").statusCode())
                .isEqualTo(401);
    }
}
