package io.waybill.embedded;

import static io.waybill.embedded.BrokerClients.assertRefused;
import static io.waybill.embedded.BrokerClients.producer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BrokerSecurityTest {

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static BrokerSecurity security;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        security = new BrokerSecurity(
                Certificates.make(folder),
                Certificates.PASSWORD,
                Map.of(BrokerSecurity.ADMINISTRATOR, "admin-pw", "feed", "feed-pw"),
                true);
        broker = EmbeddedBroker.start(folder.resolve("broker"), EmbeddedBroker.FREE_PORT, security);
        try (Admin admin = Admin.create(client(BrokerSecurity.ADMINISTRATOR))) {
            admin.createTopics(List.of(new NewTopic("open", 1, (short) 1), new NewTopic("closed", 1, (short) 1)))
                    .all()
                    .get();
            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, "open", PatternType.LITERAL),
                            new AccessControlEntry("User:feed", "*", AclOperation.WRITE, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void a_user_may_what_an_acl_allows_and_nothing_else() throws Exception {
        try (KafkaProducer<String, String> feed = producer(client("feed"))) {
            assertThat(feed.send(new ProducerRecord<>("open", "a", "b"))
                            .get(30, TimeUnit.SECONDS)
                            .offset())
                    .isZero();
            assertThatThrownBy(() ->
                            feed.send(new ProducerRecord<>("closed", "a", "b")).get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void a_wrong_password_is_refused() {
        Map<String, Object> wrong = client("feed");
        wrong.computeIfPresent(
                "sasl.jaas.config", (any, jaas) -> jaas.toString().replace("feed-pw", "guess"));

        assertRefused(wrong, SaslAuthenticationException.class);
    }

    @Test
    void a_client_that_does_not_trust_the_certificate_goes_away() {
        Map<String, Object> distrusting = client("feed");
        distrusting.keySet().removeIf(name -> name.startsWith("ssl.truststore"));

        assertRefused(distrusting, SslAuthenticationException.class);
    }

    @Test
    void there_has_to_be_an_administrator() {
        assertThatThrownBy(() -> new BrokerSecurity(Path.of("key.p12"), "x", Map.of("feed", "y"), false))
                .hasMessageContaining("admin");
    }

    @Test
    void passwords_do_not_show() {
        assertThat(security).hasToString("TLS and SCRAM for [admin, feed]");
    }

    private static Map<String, Object> client(String user) {
        Map<String, Object> settings =
                new HashMap<>(security.client(user, security.truststore(), Certificates.PASSWORD));
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return settings;
    }
}
