package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.config.Config;
import io.waybill.cli.config.ConfigSources;
import io.waybill.embedded.BrokerSecurity;
import io.waybill.embedded.Certificates;
import io.waybill.embedded.Door;
import io.waybill.embedded.EmbeddedBroker;
import io.waybill.embedded.EmbeddedRegistry;
import io.waybill.embedded.Ports;
import io.waybill.embedded.TokenIssuer;
import io.waybill.schemas.AvroTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The pipeline with a certificate (mTLS), feed and reader with tokens (OAUTHBEARER), each with the rights of docs/security.md and no
 * others, configured by files as that page shows them.
 */
@Isolated("sets a property that all of this JVM reads")
@Tag("slow")
class CertificatesAndTokensTest {

    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String TRUSTED_CLIENTS = "clients.p12";

    @TempDir
    Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private BrokerSecurity security;

    @SuppressWarnings("NullAway.Init")
    private TokenIssuer issuer;

    @SuppressWarnings("NullAway.Init")
    private Door.Certificates certificates;

    @SuppressWarnings("NullAway.Init")
    private Door.Tokens tokens;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedRegistry registry;

    @BeforeEach
    void start() throws Exception {
        AvroTrust.vouch();
        issuer = TokenIssuer.start(Map.of("feed", "feed-pw", "reader", "reader-pw"), "login", "kafka");
        System.setProperty(ALLOWED_URLS, issuer.tokens() + "," + issuer.keys());
        Path key = Certificates.make(folder);
        Certificates.client(folder, "pipeline", TRUSTED_CLIENTS);
        certificates = new Door.Certificates(Ports.free(), folder.resolve(TRUSTED_CLIENTS), Certificates.PASSWORD);
        tokens = new Door.Tokens(Ports.free(), issuer.keys(), "login", "kafka");
        security = new BrokerSecurity(
                key,
                Certificates.PASSWORD,
                Map.of(BrokerSecurity.ADMINISTRATOR, "admin-pw"),
                true,
                List.of(certificates, tokens));
        broker = EmbeddedBroker.start(folder.resolve("kafka"), EmbeddedBroker.FREE_PORT, security);
        registry = EmbeddedRegistry.start(administrator(), "127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        registry.close();
        broker.close();
        issuer.close();
        System.clearProperty(ALLOWED_URLS);
    }

    @Test
    void works_with_the_rights_that_the_page_lists() throws Exception {
        StringBuilder password = new StringBuilder();
        administrator().forEach((name, value) -> password.append("kafka." + name + "=" + value + "\n"));
        Cli made = Cli.run("topics", "create", "--partitions", "2", "--config", file("admin", password.toString()));
        assertThat(made.code()).as(made.err()).isZero();
        try (Admin admin = Admin.create(administrator())) {
            admin.createAcls(Guarded.acls(who -> who.replace("User:pipeline", "User:CN=pipeline")))
                    .all()
                    .get();
        }
        String reader = file("reader", withToken("reader"));

        try (PipelineHost host = PipelineHost.open(config(file("pipeline", withCertificate())), "test")) {
            Guarded.await(host, () -> host.health().ready());
            Guarded.feed(config(file("feed", withToken("feed"))));
            Guarded.await(host, () -> counts(reader).contains("example.com"));
        }

        Cli stranger = Cli.run("counts", "--config", file("stranger", withToken("stranger")));
        assertThat(stranger.code()).isEqualTo(3);
        assertThat(stranger.err()).doesNotContain("-pw");
        Cli doctor = Cli.run("doctor", "--config", file("pipeline", withCertificate()));
        assertThat(doctor.out()).doesNotContain("BAD").contains("may read inputs, write results");
    }

    private static String counts(String file) {
        Cli cli = Cli.run("counts", "--format", "csv", "--config", file);
        assertThat(cli.code()).as(cli.err()).isZero();
        return cli.out();
    }

    private String withCertificate() throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("keystore-password"), Certificates.PASSWORD);
        return """
                kafka.bootstrap.servers=127.0.0.1:%d
                kafka.security.protocol=SSL
                kafka.ssl.keystore.type=PKCS12
                kafka.ssl.keystore.location=%s
                kafka.ssl.keystore.password=${dir:%s:keystore-password}
                """.formatted(certificates.port(), folder.resolve("pipeline.p12"), secrets);
    }

    private String withToken(String client) throws IOException {
        Path secrets = Files.writeString(
                folder.resolve(client + "-secrets.properties"),
                "jaas=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\"" + client
                        + "\" clientSecret=\"" + client + "-pw\";\n");
        return """
                kafka.bootstrap.servers=127.0.0.1:%d
                kafka.security.protocol=SASL_SSL
                kafka.sasl.mechanism=OAUTHBEARER
                kafka.sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler
                kafka.sasl.oauthbearer.token.endpoint.url=%s
                kafka.sasl.jaas.config=${file:%s:jaas}
                """.formatted(tokens.port(), issuer.tokens(), secrets);
    }

    private String file(String user, String lines) throws IOException {
        return Files.writeString(
                        folder.resolve(user + ".properties"),
                        lines
                                + """
                                kafka.ssl.truststore.type=PKCS12
                                kafka.ssl.truststore.location=%s
                                kafka.ssl.truststore.password=%s
                                registry.url=%s
                                pipeline.idle.ms=1000
                                health.port=0
                                data.dir=%s
                                """.formatted(
                                                security.truststore(),
                                                Certificates.PASSWORD,
                                                registry.url(),
                                                folder.resolve("data-" + user)))
                .toString();
    }

    private static Config config(String file) {
        return Config.of(ConfigSources.read(Path.of(file), Map.of(), Map.of()));
    }

    private Map<String, Object> administrator() {
        Map<String, Object> settings = new HashMap<>(
                security.client(BrokerSecurity.ADMINISTRATOR, security.truststore(), Certificates.PASSWORD));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return settings;
    }
}
