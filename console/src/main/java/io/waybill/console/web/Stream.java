package io.waybill.console.web;

import static java.util.Objects.requireNonNull;

import io.javalin.http.sse.SseClient;
import io.waybill.console.store.Batch;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells open pages that there is something new, as server-sent events: {@code stored} with the topics that changed by case, at
 * most once a second. Pages then ask again for what they show; no page depends on having seen every event. Thread-safe.
 */
public final class Stream implements AutoCloseable {

    /** Pages told at the same time; further ones are turned away and ask by the clock instead. */
    static final int MAX_CLIENTS = 64;

    private final Set<SseClient> clients = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Map<String, Set<String>>> pending = new AtomicReference<>(new ConcurrentHashMap<>());
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "waybill-console-events");
        thread.setDaemon(true);
        return thread;
    });

    /** Begins to beat. */
    public Stream() {
        beat.scheduleWithFixedDelay(this::send, 1, 1, TimeUnit.SECONDS);
        beat.scheduleWithFixedDelay(
                () -> clients.forEach(client -> client.sendComment("still here")), 15, 15, TimeUnit.SECONDS);
    }

    /** Notes what a commit changed. */
    public void stored(Batch batch) {
        Map<String, Set<String>> noted = requireNonNull(pending.get());
        batch.changed()
                .forEach((caseName, topics) -> noted.computeIfAbsent(caseName, name -> ConcurrentHashMap.newKeySet())
                        .addAll(topics));
    }

    void connect(SseClient client) {
        if (clients.size() >= MAX_CLIENTS) {
            client.sendEvent("full", "too many pages are open");
            client.close();
            return;
        }
        clients.add(client);
        client.keepAlive();
        client.onClose(() -> clients.remove(client));
        client.sendEvent("hello", "{}");
    }

    private void send() {
        Map<String, Set<String>> changes = pending.getAndSet(new ConcurrentHashMap<>());
        if (!changes.isEmpty()) {
            String text = Json.text(changes);
            clients.forEach(client -> client.sendEvent("stored", text));
        }
    }

    @Override
    public void close() {
        beat.shutdownNow();
        clients.forEach(SseClient::close);
    }
}
