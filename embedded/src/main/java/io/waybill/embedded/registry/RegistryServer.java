package io.waybill.embedded.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry's HTTP side: bounded bodies in, JSON out. Answers on threads of its own. */
public final class RegistryServer implements AutoCloseable {

    /** Longest request body taken. */
    static final int MAX_BODY_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int THREADS = 4;

    private final ObjectMapper json = new ObjectMapper();
    private final SchemaLog log;
    private final Routes routes;
    private final HttpServer http;
    private final ExecutorService threads;

    private RegistryServer(SchemaLog log, Registry registry, HttpServer http) {
        this.log = log;
        this.routes = new Routes(registry);
        this.http = http;
        this.threads = Executors.newFixedThreadPool(THREADS, RegistryServer::daemon);
    }

    /**
     * Reads what the broker keeps and begins to answer.
     *
     * @param kafka settings of the client of that broker
     * @throws IOException when the address is taken or the broker does not answer
     */
    public static RegistryServer start(Map<String, Object> kafka, InetSocketAddress address) throws IOException {
        SchemaLog log = SchemaLog.open(kafka);
        try {
            RegistryServer server = new RegistryServer(log, Registry.over(log), HttpServer.create(address, 0));
            server.http.setExecutor(server.threads);
            server.http.createContext("/", server::handle);
            server.http.start();
            return server;
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "registry-http");
        thread.setDaemon(true);
        return thread;
    }

    /** The port it listens on. */
    public int port() {
        return http.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = json.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.sendResponseHeaders(answer.status(), body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private Answer answer(HttpExchange exchange) {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw RegistryException.tooLarge(MAX_BODY_BYTES);
            }
            return routes.answer(Request.of(exchange.getRequestMethod(), exchange.getRequestURI(), body));
        } catch (RegistryException e) {
            return Answer.error(e);
        } catch (IOException | RuntimeException e) {
            LOG.error("a request failed", e);
            return Answer.error(500, 50001, "the registry failed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdown();
        log.close();
    }
}
