package io.waybill.streams.store;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Restores a ledger from changelog entries as its store does. */
public final class StoredState {

    private StoredState() {}

    /**
     * Restores it.
     *
     * @throws UnknownFormatException when the ledger does not read the format of an entry
     */
    public static void restore(List<ConsumerRecord<byte[], byte[]>> entries, String store, Ledger ledger) {
        for (ConsumerRecord<byte[], byte[]> entry : entries) {
            if (entry.topic().endsWith("-" + store + "-changelog")) {
                StateFormat.check(entry, store, ledger);
                ledger.restore(entry.key(), entry.value());
            }
        }
    }
}
