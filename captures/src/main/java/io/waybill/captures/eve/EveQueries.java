package io.waybill.captures.eve;

import io.waybill.schemas.DeviceConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Questions that wait for their answer, by flow and transaction, bounded: over the bound those of the flow that waits longest are
 * taken for unanswered. Not thread-safe.
 */
final class EveQueries {

    /** A question and the contact it is, should nothing better tell of it. */
    record Asked(String flow, EveDns dns, DeviceConnection contact) {}

    private final int most;
    private final Consumer<Asked> unanswered;
    private final Map<String, Map<String, Asked>> byFlow = new LinkedHashMap<>();
    private int count;
    private long hurried;

    EveQueries(int most, Consumer<Asked> unanswered) {
        this.most = most;
        this.unanswered = unanswered;
    }

    /** Remembers a question; one asked again under the same transaction is the same. */
    void ask(Asked asked) {
        Asked before = byFlow.computeIfAbsent(asked.flow(), id -> new LinkedHashMap<>())
                .putIfAbsent(asked.dns().transaction(), asked);
        if (before == null && ++count > most) {
            hurried++;
            giveUp(byFlow.keySet().iterator().next());
        }
    }

    /** The question that this transaction's answer is for; null where none waits. */
    @Nullable
    Asked answered(String flow, String transaction) {
        Map<String, Asked> waiting = byFlow.get(flow);
        Asked asked = waiting == null ? null : waiting.remove(transaction);
        if (waiting != null && asked != null) {
            count--;
            if (waiting.isEmpty()) {
                byFlow.remove(flow);
            }
        }
        return asked;
    }

    /** Takes what a flow still waits for as unanswered: it is over. */
    void giveUp(String flow) {
        Map<String, Asked> waiting = byFlow.remove(flow);
        if (waiting != null) {
            count -= waiting.size();
            waiting.values().forEach(unanswered);
        }
    }

    /** How often the bound was reached. */
    long boundHits() {
        return hurried;
    }

    /** Takes everything that waits as unanswered. */
    void end() {
        List<String> flows = new ArrayList<>(byFlow.keySet());
        flows.forEach(this::giveUp);
    }
}
