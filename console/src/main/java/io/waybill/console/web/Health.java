package io.waybill.console.web;

import io.javalin.http.Context;
import io.waybill.console.feed.FeedHealth;
import java.util.Map;

/** Health for whoever restarts or routes: alive while the feed has not failed for good, ready once it has caught up. */
final class Health {

    private Health() {}

    static void live(Context context, FeedHealth health) {
        String failure = health.failure();
        answer(context, failure == null, failure == null ? "alive" : failure);
    }

    static void ready(Context context, FeedHealth health) {
        String reason = health.failure() != null
                ? health.failure()
                : health.waitingFor() != null
                        ? "waits for: " + health.waitingFor()
                        : health.caughtUp() ? "ready" : "catching up";
        answer(context, health.ready(), reason);
    }

    private static void answer(Context context, boolean good, String detail) {
        context.status(good ? 200 : 503)
                .contentType("application/json; charset=utf-8")
                .result(Json.text(Map.of("status", good ? "up" : "down", "detail", detail)));
    }
}
