package io.waybill.cli.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code /health/live}, {@code /health/ready} and {@code /metrics}. Takes GET only. */
public final class HealthServer implements AutoCloseable {

    private static final String JSON = "application/json; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int OK = 200;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final ExecutorService worker;

    private HealthServer(HttpServer server, ExecutorService worker) {
        this.server = server;
        this.worker = worker;
    }

    /**
     * Serves from now on.
     *
     * @param address to listen on
     * @param port to listen on; 0 takes a free one
     * @throws IOException when the port is taken or the address is none of this machine's
     */
    public static HealthServer start(String address, int port, Supplier<Health> health, PrometheusMeterRegistry meters)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 0);
        } catch (IOException e) {
            throw new IOException(
                    "cannot serve health on " + address + ":" + port + ": " + e.getMessage()
                            + "; set health.bind.address and health.port",
                    e);
        }
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "waybill-health");
            thread.setDaemon(true);
            return thread;
        });
        HealthServer made = new HealthServer(server, worker);
        server.setExecutor(worker);
        server.createContext("/", exchange -> made.answer(exchange, health, meters));
        server.start();
        return made;
    }

    private void answer(HttpExchange exchange, Supplier<Health> health, PrometheusMeterRegistry meters)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                respond(exchange, METHOD_NOT_ALLOWED, JSON, "{}");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health/live" -> {
                    Health now = health.get();
                    respond(exchange, now.live(), now);
                }
                case "/health/ready" -> {
                    Health now = health.get();
                    respond(exchange, now.ready(), now);
                }
                case "/metrics" -> respond(exchange, OK, PROMETHEUS, meters.scrape());
                default -> respond(exchange, NOT_FOUND, JSON, "{}");
            }
        }
    }

    private void respond(HttpExchange exchange, boolean good, Health health) throws IOException {
        Map<String, String> body = new TreeMap<>(Map.of("status", good ? "up" : "down", "detail", health.detail()));
        respond(exchange, good ? OK : UNAVAILABLE, JSON, json.writeValueAsString(body));
    }

    private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        worker.shutdown();
    }
}
