package io.waybill.embedded;

import static io.waybill.embedded.BrokerClients.assertRefused;
import static io.waybill.embedded.BrokerClients.producer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
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
import org.junit.jupiter.api.parallel.Isolated;

/** Clients with certificates and with tokens: who is let in, as whom, and who is not. */
@Isolated("sets a property that all of this JVM reads")
@Tag("slow")
class DoorTest {

    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String CLIENTS = "clients.p12";

    @TempDir
    static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static TokenIssuer issuer;

    /** Says that it is the issuer, and has another key. */
    @SuppressWarnings("NullAway.Init")
    private static TokenIssuer impostor;

    @SuppressWarnings("NullAway.Init")
    private static TokenIssuer forOthers;

    @SuppressWarnings("NullAway.Init")
    private static Door.Certificates certificates;

    @SuppressWarnings("NullAway.Init")
    private static Door.Tokens tokens;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        issuer = TokenIssuer.start(Map.of("feed", "feed-secret"), "login", "kafka");
        impostor = TokenIssuer.start(Map.of("feed", "feed-secret"), "login", "kafka");
        forOthers = TokenIssuer.start(Map.of("feed", "feed-secret"), "login", "mail");
        System.setProperty(
                ALLOWED_URLS,
                issuer.tokens() + "," + issuer.keys() + "," + impostor.tokens() + "," + forOthers.tokens());
        Path key = Certificates.make(folder);
        Certificates.client(folder, "feed", CLIENTS);
        Certificates.client(folder, "stranger", "strangers.p12");
        certificates = new Door.Certificates(Ports.free(), folder.resolve(CLIENTS), Certificates.PASSWORD);
        tokens = new Door.Tokens(Ports.free(), issuer.keys(), "login", "kafka");
        BrokerSecurity security = new BrokerSecurity(
                key,
                Certificates.PASSWORD,
                Map.of(BrokerSecurity.ADMINISTRATOR, "admin-pw"),
                true,
                List.of(certificates, tokens));
        broker = EmbeddedBroker.start(folder.resolve("broker"), EmbeddedBroker.FREE_PORT, security);
        Map<String, Object> administrator = new HashMap<>(
                security.client(BrokerSecurity.ADMINISTRATOR, security.truststore(), Certificates.PASSWORD));
        administrator.put("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(administrator)) {
            admin.createTopics(List.of(
                            new NewTopic("by-certificate", 1, (short) 1), new NewTopic("by-token", 1, (short) 1)))
                    .all()
                    .get();
            admin.createAcls(List.of(write("by-certificate", "User:CN=feed"), write("by-token", "User:feed")))
                    .all()
                    .get();
        }
    }

    private static AclBinding write(String topic, String principal) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry(principal, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    }

    @AfterAll
    static void stop() {
        System.clearProperty(ALLOWED_URLS);
        broker.close();
        List.of(issuer, impostor, forOthers).forEach(TokenIssuer::close);
    }

    @Test
    void the_subject_of_the_certificate_is_who_may() throws Exception {
        try (KafkaProducer<String, String> feed = producer(withCertificate("feed"))) {
            assertThat(send(feed, "by-certificate")).isZero();
            assertThatThrownBy(() -> send(feed, "by-token")).hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() {
        assertRefused(withCertificate("stranger"), SslAuthenticationException.class);
    }

    @Test
    void a_client_without_a_certificate_is_refused() {
        Map<String, Object> none = withCertificate("feed");
        none.keySet().removeIf(name -> name.startsWith("ssl.keystore"));

        assertRefused(none, SslAuthenticationException.class);
    }

    @Test
    void the_subject_of_the_token_is_who_may() throws Exception {
        try (KafkaProducer<String, String> feed = producer(withToken(issuer, "feed-secret"))) {
            assertThat(send(feed, "by-token")).isZero();
            assertThatThrownBy(() -> send(feed, "by-certificate"))
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void a_token_that_another_key_signed_is_refused() {
        assertRefused(withToken(impostor, "feed-secret"), SaslAuthenticationException.class);
    }

    @Test
    void a_token_that_is_meant_for_others_is_refused() {
        assertRefused(withToken(forOthers, "feed-secret"), SaslAuthenticationException.class);
    }

    @Test
    void who_does_not_know_the_secret_gets_no_token() {
        assertThatThrownBy(() -> Admin.create(withToken(issuer, "guess")).close())
                .isInstanceOf(KafkaException.class)
                .hasStackTraceContaining("401");
    }

    private static long send(KafkaProducer<String, String> feed, String topic) throws Exception {
        return feed.send(new ProducerRecord<>(topic, "a", "b"))
                .get(30, TimeUnit.SECONDS)
                .offset();
    }

    private static Map<String, Object> withCertificate(String name) {
        Map<String, Object> settings = trusting(certificates);
        settings.put("security.protocol", "SSL");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", folder.resolve(name + ".p12").toString());
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        return settings;
    }

    private static Map<String, Object> withToken(TokenIssuer from, String secret) {
        Map<String, Object> settings = trusting(tokens);
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "OAUTHBEARER");
        settings.put(
                "sasl.login.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
        settings.put("sasl.oauthbearer.token.endpoint.url", from.tokens().toString());
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId=\"feed\""
                        + " clientSecret=\"" + secret + "\";");
        return settings;
    }

    private static Map<String, Object> trusting(Door door) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", "127.0.0.1:" + door.port());
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.location", folder.resolve("trust.p12").toString());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        return settings;
    }
}
