package io.waybill.cli.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A webhook's other end: a real HTTP server that keeps what it is sent and answers as it is told. */
final class Receiver implements AutoCloseable {

    /** What came. */
    record Request(String id, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final List<Request> requests = new ArrayList<>();
    private final Function<Request, Integer> answer;

    Receiver(int port, Function<Request, Integer> answer) throws IOException {
        this.answer = answer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> headers = new HashMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
            Request request = new Request(headers.getOrDefault("ce-id", ""), body, headers);
            int status;
            synchronized (this) {
                requests.add(request);
                status = answer.apply(request);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    synchronized List<String> ids() {
        return requests.stream().map(Request::id).toList();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
