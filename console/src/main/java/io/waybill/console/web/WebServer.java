package io.waybill.console.web;

import io.javalin.Javalin;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.console.ConsoleSettings;
import io.waybill.console.api.Questions;
import io.waybill.console.desk.ConsoleActions;
import io.waybill.console.feed.FeedHealth;
import java.util.function.Supplier;

/** The HTTP server: pages, API, health and metrics on one address. */
public final class WebServer implements AutoCloseable {

    private static final int MAX_REQUEST_BYTES = 64 * 1024;
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final ConsoleSettings settings;
    private final Stream stream;
    private final Javalin javalin;

    /** Binds nothing yet. */
    public WebServer(
            ConsoleSettings settings,
            Questions questions,
            Supplier<FeedHealth> health,
            Stream stream,
            PrometheusMeterRegistry meters,
            ConsoleActions actions) {
        this.settings = settings;
        this.stream = stream;
        Pages pages = new Pages(settings.version());
        Guard guard = new Guard(settings.access(), pages.contentSecurityPolicy());
        ApiHandlers api = new ApiHandlers(questions, health, meters, settings.version());
        ActionHandlers desk =
                new ActionHandlers(questions, settings.access().readOnly() ? ConsoleActions.NONE : actions);
        Docs docs = new Docs();
        this.javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.maxRequestSize = MAX_REQUEST_BYTES;
            config.jetty.host = settings.access().bindAddress();
            config.jetty.port = settings.access().port();
            config.routes.before(guard::check);
            guard.routes(config.routes);
            config.routes.get("/health/live", context -> Health.live(context, health.get()));
            config.routes.get("/health/ready", context -> Health.ready(context, health.get()));
            config.routes.get(
                    "/metrics", context -> context.contentType(PROMETHEUS).result(meters.scrape()));
            config.routes.sse("/api/events", stream::connect);
            desk.routes(config.routes);
            api.routes(config.routes);
            docs.routes(config.routes);
            pages.routes(config.routes);
            Failures.routes(config.routes);
        });
    }

    /**
     * Binds the address and serves.
     *
     * @throws IllegalStateException when the port is taken
     */
    public void start() {
        try {
            javalin.start();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the console cannot listen on " + settings.access().bindAddress() + ":"
                            + settings.access().port() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Where its pages are. */
    public String url() {
        String address = settings.access().bindAddress();
        return "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + javalin.port();
    }

    @Override
    public void close() {
        stream.close();
        javalin.stop();
    }
}
