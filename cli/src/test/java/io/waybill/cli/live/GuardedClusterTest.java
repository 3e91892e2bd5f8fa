package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigSources;
import io.waybill.cli.config.ConfigTable;
import io.waybill.embedded.BrokerSecurity;
import io.waybill.embedded.Certificates;
import io.waybill.embedded.EmbeddedBroker;
import io.waybill.embedded.EmbeddedRegistry;
import io.waybill.schemas.AvroTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Feed, pipeline and reader on a broker that takes TLS and SCRAM only and allows nothing but what docs/security.md lists; each is
 * configured by a file, as an operator does it.
 */
@Tag("slow")
class GuardedClusterTest {

    private static final Map<String, String> USERS =
            Map.of("admin", "admin-pw", "pipeline", "pipeline-pw", "feed", "feed-pw", "reader", "reader-pw");

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private BrokerSecurity security;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedRegistry registry;

    @BeforeEach
    void start() throws Exception {
        AvroTrust.vouch();
        security = new BrokerSecurity(Certificates.make(folder), Certificates.PASSWORD, USERS, true);
        broker = EmbeddedBroker.start(folder.resolve("kafka"), EmbeddedBroker.FREE_PORT, security);
        registry = EmbeddedRegistry.start(client("admin"), "127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void works_with_the_rights_that_the_page_lists_and_with_nothing_else() throws Exception {
        Cli made = Cli.run(
                "topics",
                "create",
                "--partitions",
                "2",
                "--config",
                file("admin").toString());
        assertThat(made.code()).as(made.err()).isZero();
        List<AclBinding> listed = Guarded.acls(principal -> principal);
        assertThat(listed).hasSize(10);
        try (Admin admin = Admin.create(client("admin"))) {
            admin.createAcls(listed).all().get();
        }

        try (PipelineHost host = PipelineHost.open(config("pipeline"), "test")) {
            Guarded.await(host, () -> host.health().ready());
            Guarded.feed(config("feed"));
            Guarded.await(host, () -> counts().contains("example.com"));
            assertThat(host.health().ready()).isTrue();
        }

        Cli asFeed = Cli.run("counts", "--config", file("feed").toString());
        assertThat(asFeed.code()).as("a feed may not read").isNotZero();
        Cli healthy = Cli.run("doctor", "--config", file("pipeline").toString());
        assertThat(healthy.out()).doesNotContain("BAD").contains("may read inputs, write results");
        assertThat(healthy.out() + asFeed.err()).doesNotContain("-pw");
    }

    private String counts() throws IOException {
        Cli cli =
                Cli.run("counts", "--format", "csv", "--config", file("reader").toString());
        assertThat(cli.code()).as(cli.err()).isZero();
        return cli.out();
    }

    private Config config(String user) throws IOException {
        return Config.of(ConfigSources.read(file(user), Map.of(), Map.of()));
    }

    /** As an operator would write it: the password is elsewhere. */
    private Path file(String user) throws IOException {
        StringBuilder lines = new StringBuilder();
        Path secrets = folder.resolve(user + "-secrets.properties");
        security.client(user, security.truststore(), Certificates.PASSWORD).forEach((name, value) -> {
            String given = name.equals("sasl.jaas.config") ? "${file:" + secrets + ":jaas}" : value;
            lines.append(ConfigTable.KAFKA)
                    .append(name)
                    .append('=')
                    .append(given)
                    .append('\n');
        });
        String jaas = security.client(user, security.truststore(), "").getOrDefault("sasl.jaas.config", "");
        Files.writeString(secrets, "jaas=" + jaas + "\n");
        lines.append("kafka.bootstrap.servers=")
                .append(broker.bootstrapServers())
                .append('\n');
        lines.append("registry.url=").append(registry.url()).append('\n');
        lines.append("pipeline.idle.ms=1000\nhealth.port=0\ndata.dir=")
                .append(folder.resolve("data-" + user))
                .append('\n');
        return Files.writeString(folder.resolve(user + ".properties"), lines);
    }

    private Map<String, Object> client(String user) {
        Map<String, Object> settings =
                new HashMap<>(security.client(user, security.truststore(), Certificates.PASSWORD));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return settings;
    }
}
