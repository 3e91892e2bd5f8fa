package io.waybill.cli.config;

import io.waybill.console.Access;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.Timing;
import io.waybill.streams.aggregate.device.BookSettings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Every setting there is, with type, default, range and meaning. The reference page is made from it. Beside these, whatever
 * begins with {@link #KAFKA} or {@link #REGISTRY} is passed through to Kafka's and the registry's clients.
 */
public final class ConfigTable {

    /** In front of settings of Kafka clients, as in Kafka's documentation. */
    public static final String KAFKA = "kafka.";
    /** In front of settings of Kafka Streams alone. */
    public static final String STREAMS = "kafka.streams.";
    /** In front of settings of the registry client, as in Confluent's documentation. */
    public static final String REGISTRY = "registry.";

    public static final String BOOTSTRAP_SERVERS = "kafka.bootstrap.servers";
    public static final String REGISTRY_URL = "registry.url";
    public static final String REGISTRY_AUTO_REGISTER = "registry.auto.register";
    public static final String TOPICS_PREFIX = "topics.prefix";
    public static final String TOPICS_PARTITIONS = "topics.partitions";
    public static final String DATA_DIR = "data.dir";
    public static final String IP_DATA = "ip.data";
    public static final String BROKER_PORT = "embedded.broker.port";
    public static final String REGISTRY_PORT = "embedded.registry.port";
    public static final String APPLICATION_ID = "pipeline.application.id";
    public static final String THREADS = "pipeline.threads";
    public static final String WINDOW = "pipeline.window.ms";
    public static final String HISTORY = "pipeline.history.ms";
    public static final String MAX_DESTINATIONS = "pipeline.max.destinations.per.device";
    public static final String MAX_DESTINATIONS_IN_ALL = "pipeline.max.destinations";
    public static final String MAX_DEVICES = "pipeline.max.devices";
    public static final String MAX_NAMED_DEVICES = "pipeline.max.named.devices";
    public static final String CONTACTS_HEAP = "pipeline.contacts.heap.mb";
    public static final String MAX_CONTACTS = "pipeline.max.contacts.per.window";
    public static final String EARLIEST = "pipeline.earliest.ms";
    public static final String LATENESS = "pipeline.lateness.ms";
    public static final String IDLE = "pipeline.idle.ms";
    public static final String COMMIT = "pipeline.commit.ms";
    public static final String LOOK = "pipeline.look.ms";
    public static final String EXACTLY_ONCE = "pipeline.exactly.once";
    public static final String CONSOLE_ADDRESS = "console.bind.address";
    public static final String CONSOLE_PORT = "console.port";
    public static final String CONSOLE_TOKEN = "console.token";
    public static final String CONSOLE_IDENTITY_HEADER = "console.identity.header";
    public static final String CONSOLE_TRUSTED_PROXIES = "console.trusted.proxies";
    public static final String CONSOLE_READ_ONLY = "console.read.only";
    public static final String HEALTH_ADDRESS = "health.bind.address";
    public static final String HEALTH_PORT = "health.port";
    public static final String SEND_TO = "alerts.send.to";
    public static final String SEND_SECRET_FILE = "alerts.send.secret.file";
    public static final String SEND_LEAST_SEVERITY = "alerts.send.least.severity";
    public static final String STUCK = "health.watermark.stuck.ms";

    private static final Range PORT = Range.between(0, 65_535);

    static final ConfigDef DEFINITION = definition();

    private ConfigTable() {}

    private static ConfigDef definition() {
        ConfigDef table = new ConfigDef();
        cluster(new Group(table, "Kafka and the registry"));
        pipeline(new Group(table, "Pipeline"));
        serving(new Group(table, "Console and health"));
        sending(new Group(table, "Alerts sent from the pipeline's process"));
        embedded(new Group(table, "All in one process (waybill up)"));
        return table;
    }

    private static void cluster(Group group) {
        group.add(
                BOOTSTRAP_SERVERS,
                Type.LIST,
                "127.0.0.1:9092",
                ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                "Brokers to ask first, host:port with commas between several.");
        group.add(
                REGISTRY_URL,
                Type.STRING,
                "http://127.0.0.1:8081",
                new NonEmptyString(),
                "Schema registry; several addresses with commas between them.");
        group.add(
                REGISTRY_AUTO_REGISTER,
                Type.BOOLEAN,
                true,
                null,
                "Whether writing registers a schema that the registry does not have. Where an operator registers"
                        + " schemas ('waybill topics create' does), false makes an unregistered schema an error.");
        group.add(
                TOPICS_PREFIX,
                Type.STRING,
                "",
                ConfigDef.LambdaValidator.with(
                        ConfigTable::checkPrefix, () -> "empty, or letters, digits, '.', '_' and '-', ending in '.'"),
                "In front of the names of all topics, e.g. 'tenant1.'.");
        group.add(
                TOPICS_PARTITIONS,
                Type.INT,
                4,
                Range.between(1, 10_000),
                "Partitions of topics that are made now. It cannot be changed later, because state is kept by"
                        + " partition; it is the most instances that can share the work.");
    }

    private static void pipeline(Group group) {
        group.add(
                APPLICATION_ID,
                Type.STRING,
                "waybill",
                new NonEmptyString(),
                "Consumer group, and in front of the names of internal topics. Instances with the same one share the"
                        + " work.");
        group.add(THREADS, Type.INT, 2, Range.between(1, 256), "Stream threads of this instance.");
        group.add(
                IP_DATA,
                Type.LIST,
                "",
                null,
                "MaxMind DB files (.mmdb) that say in which country and network an address is, with commas between"
                        + " several; of several the first that knows a thing says it. Empty: the data that comes with"
                        + " Waybill. All instances of a pipeline need the same.");
        group.add(
                WINDOW,
                Type.LONG,
                BookSettings.LIVE.windowMillis(),
                Range.atLeast(1_000),
                "Length of a counting window. With state from another length the pipeline has to be started anew.");
        group.add(
                HISTORY,
                Type.LONG,
                BookSettings.LIVE.historyMillis(),
                Range.atLeast(1_000),
                "How far behind the newest event windows are kept, judged and corrected. What is older is a dead"
                        + " letter.");
        group.add(
                MAX_DESTINATIONS,
                Type.INT,
                BookSettings.LIVE.maxDestinations(),
                Range.atLeast(1),
                "Destinations kept apart per device; the rest is counted as 'other'.");
        group.add(
                MAX_DESTINATIONS_IN_ALL,
                Type.INT,
                BookSettings.LIVE.maxDestinationsInAll(),
                Range.atLeast(1),
                "Destinations kept apart per partition; the rest is counted as 'other'.");
        group.add(
                MAX_DEVICES,
                Type.INT,
                BookSettings.LIVE.maxDevices(),
                Range.atLeast(1),
                "Devices kept apart per partition; events of the rest that no profile names are counted under"
                        + " 'other-devices'.");
        group.add(
                MAX_NAMED_DEVICES,
                Type.INT,
                BookSettings.LIVE.maxNamedDevices(),
                Range.atLeast(1),
                "Devices per partition that profiles and lifecycle records may name; the rest counts for the model"
                        + " 'unknown'.");
        group.add(
                CONTACTS_HEAP,
                Type.LONG,
                0,
                Range.between(0, 1 << 20),
                "Megabytes of contacts that this instance keeps in memory; those of the devices and destinations not heard of for"
                        + " longest are on disk, in data.dir, until they are needed. 0 is an eighth of the heap.");
        group.add(
                MAX_CONTACTS,
                Type.INT,
                BookSettings.LIVE.maxContactsPerCell(),
                Range.atLeast(16),
                "Contacts kept one by one per device, destination and window; the rest is kept as sums.");
        group.add(
                EARLIEST,
                Type.LONG,
                PipelineSettings.EARLIEST_LIVE.toEpochMilli(),
                Range.atLeast(0),
                "Earliest time of an event that is believed, milliseconds since 1970. What is older is a dead letter.");
        group.add(
                LATENESS,
                Type.LONG,
                Timing.LIVE.latenessMillis(),
                Range.atLeast(0),
                "How long, in event time, earlier events are waited for before a window is published. Later ones"
                        + " correct it.");
        group.add(
                IDLE,
                Type.LONG,
                Timing.LIVE.idleMillis(),
                Range.atLeast(100),
                "A partition without records for this long is not waited for.");
        group.add(
                COMMIT,
                Type.LONG,
                Timing.LIVE.commitMillis(),
                Range.atLeast(10),
                "How often what was combined goes on to the next stage. An alert passes three stages.");
        group.add(
                LOOK,
                Type.LONG,
                Timing.LIVE.lookMillis(),
                Range.atLeast(0),
                "How long a partition works on a window that closed before each commit, at least one step: first on its rows,"
                        + " 1,000 at most, then its detectors look. What is left waits for the next (waybill_rows_left, waybill_looks_left)."
                        + " More means earlier alerts and later corrections.");
        group.add(EXACTLY_ONCE, Type.BOOLEAN, true, null, "Exactly-once (v2), or at-least-once when false.");
    }

    private static void serving(Group group) {
        group.add(
                CONSOLE_ADDRESS,
                Type.STRING,
                Access.DEFAULT_BIND_ADDRESS,
                new NonEmptyString(),
                "Where the console listens. Any but a loopback address needs console.token or console.identity.header.");
        group.add(CONSOLE_PORT, Type.INT, Access.DEFAULT_PORT, PORT, "Port of the console; 0 takes a free one.");
        group.add(
                CONSOLE_TOKEN,
                Type.PASSWORD,
                null,
                null,
                "What readers of the console must show, at least " + Access.LEAST_TOKEN_CHARS + " characters.");
        group.add(
                CONSOLE_IDENTITY_HEADER,
                Type.STRING,
                "",
                null,
                "Header in which a proxy names the reader it has let in, e.g. X-Forwarded-User; empty for none.");
        group.add(
                CONSOLE_TRUSTED_PROXIES,
                Type.LIST,
                "127.0.0.1,::1",
                null,
                "Addresses whose identity header is believed.");
        group.add(
                CONSOLE_READ_ONLY,
                Type.BOOLEAN,
                false,
                null,
                "Whether nothing can be done from the pages but reading.");
        group.add(
                HEALTH_ADDRESS,
                Type.STRING,
                "127.0.0.1",
                new NonEmptyString(),
                "Where 'waybill streams' and 'waybill up' serve the pipeline's /health/live, /health/ready and /metrics. They"
                        + " name no device.");
        group.add(HEALTH_PORT, Type.INT, 8082, PORT, "Port of health and metrics; 0 takes a free one.");
        group.add(
                STUCK,
                Type.LONG,
                600_000L,
                Range.atLeast(1_000),
                "Not ready when records come in for this long and the watermark does not move.");
    }

    private static void sending(Group group) {
        group.add(
                SEND_TO,
                Type.LIST,
                "",
                null,
                "Where the process of 'waybill streams' or 'waybill up' sends alerts: targets of 'waybill send', e.g."
                        + " ocsf=topic,cef=syslog+tcp://siem:6514. Instances share the work. A comma in an address is %2C.");
        group.add(
                SEND_SECRET_FILE,
                Type.STRING,
                "",
                null,
                "File with the secret that webhooks are signed with; empty for no signature.");
        group.add(
                SEND_LEAST_SEVERITY,
                Type.STRING,
                "informational",
                ConfigDef.ValidString.in("informational", "low", "medium", "high", "critical"),
                "Alerts below are passed over.");
    }

    private static void embedded(Group group) {
        group.add(
                DATA_DIR,
                Type.STRING,
                "waybill-data",
                new NonEmptyString(),
                "Folder for everything kept on this machine: the console's store, the state of Kafka Streams, the"
                        + " embedded broker's log with the cases in it, and how far `waybill ingest` came.");
        group.add(
                BROKER_PORT,
                Type.INT,
                9092,
                PORT,
                "Port of the embedded broker; 0 takes a free one. It takes everybody on this machine: what is set for TLS,"
                        + " SASL and the registry's credentials is not used with it.");
        group.add(REGISTRY_PORT, Type.INT, 8081, PORT, "Port of the embedded registry; 0 takes a free one.");
    }

    private static void checkPrefix(String name, @Nullable Object value) {
        String prefix = String.valueOf(value);
        if (!prefix.isEmpty() && !prefix.matches("[A-Za-z0-9._-]{0,99}\\.")) {
            throw new ConfigException(
                    name, value, "must be empty, or letters, digits, '.', '_' and '-', ending in '.'");
        }
    }

    /** Settings that stand together on the reference page. */
    private record Group(ConfigDef table, String title) {

        void add(String name, Type type, @Nullable Object otherwise, @Nullable Validator range, String meaning) {
            int order = table.names().size();
            table.define(name, type, otherwise, range, Importance.MEDIUM, meaning, title, order, Width.NONE, name);
        }
    }
}
