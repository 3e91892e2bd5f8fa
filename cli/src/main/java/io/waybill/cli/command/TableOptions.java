package io.waybill.cli.command;

import io.waybill.cli.config.ConfigTable;
import io.waybill.cli.shell.AddressOptions;
import io.waybill.cli.shell.Addresses;
import io.waybill.schemas.Topic;
import io.waybill.streams.PipelineSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which table to show. */
final class TableOptions {

    @Mixin
    private final AddressOptions address = new AddressOptions();

    @Option(names = "--case", paramLabel = "NAME", description = "Of this case; without it, of what runs live.")
    private @Nullable String caseName;

    @Option(names = "--follow", description = "Go on with what is published from now on, until Ctrl-C.")
    private boolean follow;

    Addresses addresses() {
        return address.addresses();
    }

    boolean follow() {
        return follow;
    }

    String topic(Topic topic) {
        return topic.name(
                caseName == null
                        ? address.config().text(ConfigTable.TOPICS_PREFIX)
                        : PipelineSettings.casePrefix(caseName));
    }
}
