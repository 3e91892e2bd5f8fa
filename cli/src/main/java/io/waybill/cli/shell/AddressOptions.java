package io.waybill.cli.shell;

import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that say where broker and registry are and where all other settings come from; mixed into the commands that need
 * them.
 */
public final class AddressOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka. Default: kafka.bootstrap.servers, else 127.0.0.1:" + Addresses.BROKER_PORT)
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry. Default: registry.url, else http://127.0.0.1:" + Addresses.REGISTRY_PORT)
    private @Nullable String registryUrl;

    @Mixin
    private final SettingOptions settings = new SettingOptions();

    /** Where broker and registry are, and how to speak to them. */
    public Addresses addresses() {
        return Addresses.of(config());
    }

    /**
     * All settings.
     *
     * @throws io.waybill.cli.config.InvalidConfigurationException when they cannot be used
     */
    public Config config() {
        return config(new Flags());
    }

    /**
     * All settings, with further flags of the command in front of everything else.
     *
     * @param flags those of the command itself
     */
    public Config config(Flags flags) {
        return settings.config(flags.with(ConfigTable.BOOTSTRAP_SERVERS, "--bootstrap-servers", bootstrapServers)
                .with(ConfigTable.REGISTRY_URL, "--registry", registryUrl));
    }
}
