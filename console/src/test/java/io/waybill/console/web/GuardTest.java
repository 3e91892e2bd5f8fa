package io.waybill.console.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waybill.console.Access;
import io.waybill.console.ConsoleSettings;
import io.waybill.console.desk.ConsoleActions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A console with a token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {

    private static final String TOKEN = "correct horse battery staple";

    @SuppressWarnings("NullAway.Init")
    private ServedFleet fleet;

    @SuppressWarnings("NullAway.Init")
    private Reader reader;

    @BeforeAll
    void open(@TempDir Path folder) {
        fleet = new ServedFleet(folder, access -> access.withBindAddress("127.0.0.1", TOKEN), ConsoleActions.NONE);
        reader = new Reader(fleet.url());
    }

    @AfterAll
    void close() {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/models", "/metrics", "/openapi.yaml", "/", "/web/app.js", "/api/events"})
    void nothingIsGivenWithoutTheToken(String path) throws Exception {
        assertThat(reader.get(path).statusCode()).isEqualTo(401);
        assertThat(reader.get(path, "Authorization", "Bearer " + TOKEN + "r").statusCode())
                .isEqualTo(401);
    }

    @Test
    void healthNeedsNoToken() throws Exception {
        assertThat(reader.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void theTokenOpens() throws Exception {
        assertThat(reader.get("/api/models", "Authorization", "Bearer " + TOKEN).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aReaderLogsInOnceWithABrowser() throws Exception {
        HttpResponse<String> sentAway = reader.get("/", "Accept", "text/html");
        assertThat(sentAway.statusCode()).isEqualTo(302);
        assertThat(sentAway.headers().firstValue("Location").orElse("")).endsWith("/login");

        assertThat(reader.post("/login", "token=wrong").statusCode()).isEqualTo(401);
        HttpResponse<String> in = reader.post("/login", "token=" + TOKEN.replace(" ", "%20"));

        String cookie = in.headers().firstValue("Set-Cookie").orElse("");
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
        assertThat(reader.get("/api/models", "Cookie", cookie.substring(0, cookie.indexOf(';')))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void otherAddressesNeedAToken() {
        assertThatThrownBy(() -> settings("0.0.0.0", null)).hasMessageContaining("set a token");
        assertThatThrownBy(() -> settings("127.0.0.1", "short")).hasMessageContaining("at least 16");
        assertThat(settings("0.0.0.0", TOKEN).access().bindAddress()).isEqualTo("0.0.0.0");
        assertThat(settings("::1", null).access().bindAddress()).isEqualTo("::1");
    }

    @Test
    void theDefaultsAreThoseOfTheBook() {
        ConsoleSettings settings = ConsoleSettings.local("b:1", "http://r", Path.of("s"));

        assertThat(settings.access().port()).isEqualTo(8080);
        assertThat(settings.access().bindAddress()).isEqualTo("127.0.0.1");
        assertThat(settings.access().token()).isNull();
    }

    private static ConsoleSettings settings(String address, @Nullable String token) {
        return ConsoleSettings.local("b:1", "http://r", Path.of("s"))
                .withAccess(Access.LOCAL.withBindAddress(address, token));
    }
}
