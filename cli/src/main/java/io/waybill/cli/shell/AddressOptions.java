package io.waybill.cli.shell;

import picocli.CommandLine.Option;

/** The options that say where broker and registry are; mixed into the commands that need them. */
public final class AddressOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:WAYBILL_KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:" + Addresses.BROKER_PORT + "}",
            description = "Kafka. Default: $WAYBILL_KAFKA_BOOTSTRAP_SERVERS, else 127.0.0.1:" + Addresses.BROKER_PORT)
    private String bootstrapServers = "";

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "${env:WAYBILL_REGISTRY_URL:-http://127.0.0.1:" + Addresses.REGISTRY_PORT + "}",
            description =
                    "Schema registry. Default: $WAYBILL_REGISTRY_URL, else http://127.0.0.1:" + Addresses.REGISTRY_PORT)
    private String registryUrl = "";

    /** What was given. */
    public Addresses addresses() {
        return new Addresses(bootstrapServers, registryUrl);
    }
}
