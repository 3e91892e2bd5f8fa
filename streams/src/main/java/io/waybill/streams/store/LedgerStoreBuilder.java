package io.waybill.streams.store;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Builds a {@link LedgerStore} with a compacted changelog.
 *
 * @param name of the store and, behind the application id, of its changelog
 * @param ledger makes an empty ledger
 * @param <L> the ledger
 */
public record LedgerStoreBuilder<L extends Ledger>(String name, Supplier<L> ledger)
        implements StoreBuilder<LedgerStore<L>> {

    @Override
    public LedgerStore<L> build() {
        return new LedgerStore<>(name, ledger);
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of("cleanup.policy", "compact");
    }

    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public StoreBuilder<LedgerStore<L>> withLoggingEnabled(Map<String, String> config) {
        throw new UnsupportedOperationException("the changelog of a ledger is always on and configured here");
    }

    @Override
    public StoreBuilder<LedgerStore<L>> withLoggingDisabled() {
        throw new UnsupportedOperationException("a ledger without changelog would lose its state");
    }

    @Override
    public StoreBuilder<LedgerStore<L>> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<LedgerStore<L>> withCachingDisabled() {
        return this;
    }
}
