package io.waybill.cli.replay;

import io.waybill.cli.shell.Addresses;
import io.waybill.cli.shell.Brokers;
import io.waybill.cli.shell.CouldNotRunException;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.embedded.FolderInUseException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The broker and registry that a case lives on: those of the data folder, started here, or, where {@code waybill up} runs on that
 * folder, the ones it runs.
 *
 * @param addresses where they are
 * @param started what was started here and ends with this; null where another process runs them
 */
public record CaseBroker(Addresses addresses, @Nullable EmbeddedStack started) implements AutoCloseable {

    /**
     * Finds or starts them.
     *
     * @param running where {@code waybill up} is looked for when the folder is in use
     * @throws CouldNotRunException when the folder is in use and nobody answers
     */
    public static CaseBroker of(Path dataFolder, Addresses running) throws IOException, CouldNotRunException {
        try {
            EmbeddedStack stack = EmbeddedStack.start(dataFolder.resolve("kafka"));
            return new CaseBroker(new Addresses(stack.bootstrapServers(), stack.registryUrl()), stack);
        } catch (FolderInUseException inUse) {
            Brokers.connect(running).close();
            return new CaseBroker(running, null);
        }
    }

    @Override
    public void close() {
        if (started != null) {
            started.close();
        }
    }
}
