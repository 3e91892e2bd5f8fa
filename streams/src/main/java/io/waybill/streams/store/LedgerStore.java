package io.waybill.streams.store;

import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A state store whose content is a {@link Ledger} on the heap.
 *
 * <p>Kafka Streams calls {@link #flushCache()} on stores that are {@link CachedStateStore}s before every commit, inside the
 * transaction. That is where the processor forwards what it combined since the last commit, and where changed entries go to
 * the changelog: once per commit instead of once per event. Nothing of this is public API of Kafka Streams; this class is the
 * only one that relies on it, and {@code LedgerStoreContractTest} fails when an upgrade changes the behaviour.
 *
 * <p>The store is not persistent: after a restart or a move it is rebuilt from the changelog. A standby task keeps a ledger up to
 * date in the same way; when it becomes the active one, it goes on with that ledger, and the other way round. So a ledger has to
 * stand {@code restore} after it was in use. Used by one stream thread.
 *
 * @param <L> the ledger
 */
public final class LedgerStore<L extends Ledger> implements StateStore, CachedStateStore<Object, Object> {

    private final String name;
    private final Supplier<L> supplier;
    private L ledger;
    private boolean open;
    private @Nullable InternalProcessorContext<?, ?> context;
    private @Nullable Flush flush;

    LedgerStore(String name, Supplier<L> supplier) {
        this.name = name;
        this.supplier = supplier;
        this.ledger = supplier.get();
    }

    /** What a processor does before a commit. */
    private record Flush(ProcessorNode<?, ?, ?, ?> node, Runnable beforeCommit) {}

    /** The state itself. */
    public L ledger() {
        return ledger;
    }

    /**
     * Registers what the calling processor does before each commit; it may forward records. To be called from the processor's
     * {@code init}.
     */
    public void beforeCommit(Runnable action) {
        flush = new Flush(context().currentNode(), action);
    }

    @Override
    public void flushCache() {
        Flush before = flush;
        if (before != null) {
            inNode(before);
        }
        InternalProcessorContext<?, ?> target = context();
        long timestamp = timestamp(target);
        Headers headers = StateFormat.headers(ledger.format());
        ledger.writeChanges((key, value) ->
                target.logChange(name, Bytes.wrap(key), value, timestamp, headers, Position.emptyPosition()));
    }

    /** Forwarding outside of {@code process} needs the node and a record context to be set, as the caches do it. */
    private void inNode(Flush before) {
        InternalProcessorContext<?, ?> target = context();
        ProcessorNode<?, ?, ?, ?> previousNode = target.currentNode();
        ProcessorRecordContext previousRecord = target.recordContext();
        target.setCurrentNode(before.node());
        target.setRecordContext(new ProcessorRecordContext(timestamp(target), -1, -1, "", new RecordHeaders()));
        try {
            before.beforeCommit().run();
        } finally {
            target.setCurrentNode(previousNode);
            target.setRecordContext(previousRecord);
        }
    }

    private static long timestamp(InternalProcessorContext<?, ?> context) {
        return Math.max(0, context.currentStreamTimeMs());
    }

    @Override
    public void init(StateStoreContext stateStoreContext, StateStore root) {
        context = (InternalProcessorContext<?, ?>) stateStoreContext;
        flush = null;
        ledger.close();
        ledger = supplier.get();
        stateStoreContext.register(root, (RecordBatchingStateRestoreCallback) records -> {
            for (ConsumerRecord<byte[], byte[]> entry : records) {
                StateFormat.check(entry, name, ledger);
                ledger.restore(entry.key(), entry.value());
            }
        });
        open = true;
    }

    private InternalProcessorContext<?, ?> context() {
        return Objects.requireNonNull(context, "the store is not initialised");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        open = false;
        ledger.close();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void clearCache() {
        // there is no cache in front of another store here: the ledger is the store
    }
}
