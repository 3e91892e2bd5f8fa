package io.waybill.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.cli.Cli;
import io.waybill.cli.health.HealthServer;
import io.waybill.cli.shell.ExitCode;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.Alert;
import io.waybill.schemas.Severity;
import io.waybill.schemas.Topic;
import io.waybill.streams.failure.DeadLetter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real broker, real receivers that fail first. */
@Tag("slow")
class AlertSenderTest {

    @TempDir
    static Path folder = Path.of("");

    @AutoClose
    @SuppressWarnings("NullAway.Init")
    private static EmbeddedStack stack;

    private static int cases;

    @BeforeAll
    static void start() throws Exception {
        stack = EmbeddedStack.start(folder.resolve("kafka"));
    }

    @Test
    void a_receiver_that_fails_first_gets_every_alert_in_order_and_signed() throws Exception {
        String name = published("a", "b", "c");
        AtomicInteger calls = new AtomicInteger();
        Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef\n");
        try (Receiver receiver = new Receiver(0, request -> calls.incrementAndGet() <= 2 ? 503 : 204)) {
            Cli cli = send(name, "http://127.0.0.1:" + receiver.port() + "/in", "--secret", secret.toString());

            assertThat(cli.code()).as(cli.err()).isEqualTo(ExitCode.DONE);
            assertThat(cli.out()).isEqualTo("3 sent, 0 dead-lettered, 0 passed over, 2 attempts failed\n");
            assertThat(receiver.ids()).containsExactly("a.1", "a.1", "a.1", "b.1", "c.1");
            for (Receiver.Request request : receiver.requests()) {
                assertThat(request.body()).startsWith("{\"id\":\"").contains("42.62.48.0/24");
                assertThat(request.headers())
                        .containsEntry("content-type", "application/json")
                        .containsEntry("ce-type", "io.waybill.alert.v1")
                        .containsEntry("ce-source", "/waybill/case." + name + ".")
                        .containsEntry("ce-subject", "DEVICE:r%C3%A9d%20%22mi%22%20100%25%0A-07")
                        .containsEntry("waybill-signature", "sha256=" + hmac(request.id() + "\n" + request.body()));
            }
        }
    }

    @Test
    void what_was_delivered_is_not_sent_again_and_what_was_not_is() throws Exception {
        String name = published("a", "b");
        int port;
        try (Receiver receiver = new Receiver(0, request -> 200)) {
            port = receiver.port();
            assertThat(send(name, "http://127.0.0.1:" + port).code()).isZero();
            assertThat(receiver.ids()).containsExactly("a.1", "b.1");
        }
        SentAlerts.publish(
                stack.bootstrapServers(),
                stack.registryUrl(),
                "case." + name + ".",
                List.of(SentAlerts.alert("c", Severity.LOW)));

        AtomicInteger taken = new AtomicInteger();
        Thread late = new Thread(() -> {
            try (Receiver receiver = new Receiver(port, request -> 200)) {
                while (receiver.ids().isEmpty()) {
                    Thread.onSpinWait();
                }
                assertThat(receiver.ids()).containsExactly("c.1");
                taken.set(receiver.ids().size());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        AlertSender.Settings settings = settings(name, "http://127.0.0.1:" + port, Duration.ofMinutes(1));
        try (SchemaRegistryClient registry =
                        RegistrySettings.at(stack.registryUrl()).connect();
                AlertSender sender = new AlertSender(settings, kafka(), registry)) {
            sender.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !sender.tally().toString().endsWith(" 0 attempts failed"));
            late.start();
            late.join();
            sender.throwIfFailed();
        }
        assertThat(taken).hasValue(1);
    }

    @Test
    void an_alert_that_is_refused_stands_in_the_dead_letters_and_the_others_arrive() throws Exception {
        String name = published("a", "bad", "c");
        try (Receiver receiver = new Receiver(0, request -> request.id().equals("bad.1") ? 400 : 200)) {
            Cli cli = send(name, "ocsf=http://127.0.0.1:" + receiver.port());

            assertThat(cli.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
            assertThat(cli.out()).isEqualTo("2 sent, 1 dead-lettered, 0 passed over, 0 attempts failed\n");
            assertThat(receiver.ids()).containsExactly("a.1", "bad.1", "c.1");
        }
        List<ConsumerRecord<String, String>> letters = records(Topic.ALERT_DLQ.name("case." + name + "."));
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo("bad");
            assertThat(letter.value()).contains("\"class_uid\":2004");
            assertThat(header(letter, DeadLetter.REASON)).isEqualTo("refused");
            assertThat(header(letter, DeadLetter.MESSAGE)).contains("it answered 400");
            assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("1");
            assertThat(header(letter, "ce_id")).isEqualTo("bad.1");
        });
    }

    @Test
    void a_receiver_that_never_answers_is_given_up_after_the_time_given() throws Exception {
        String name = published("a");
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        Cli cli = send(name, "http://127.0.0.1:" + closed, "--give-up-after", "1");

        assertThat(cli.out()).isEqualTo("0 sent, 1 dead-lettered, 0 passed over, 2 attempts failed\n");
        assertThat(records(Topic.ALERT_DLQ.name("case." + name + ".")))
                .singleElement()
                .satisfies(
                        letter -> assertThat(header(letter, DeadLetter.REASON)).isEqualTo("unreachable"));
    }

    @Test
    void renderings_stand_in_topics_of_their_own_under_the_alerts_key() throws Exception {
        String name = published("a", "b");
        for (String form : List.of("json", "ocsf", "ecs", "cef")) {
            assertThat(send(name, form + "=topic").code()).as(form).isZero();
            List<ConsumerRecord<String, String>> all = records("case." + name + ".waybill.alert." + form + ".v1");
            assertThat(all).extracting(ConsumerRecord::key).containsExactlyInAnyOrder("a", "b");
            assertThat(all).allSatisfy(record -> {
                assertThat(header(record, "ce_id")).isEqualTo(record.key() + ".1");
                assertThat(record.value()).startsWith(form.equals("cef") ? "CEF:0|Waybill|" : "{");
            });
        }
    }

    @Test
    void severities_below_and_alerts_kept_quiet_are_passed_over() throws Exception {
        Alert quiet = SentAlerts.alert("quiet", Severity.HIGH);
        quiet.setSuppressedBy("night");
        String name = published(
                List.of(SentAlerts.alert("low", Severity.LOW), quiet, SentAlerts.alert("high", Severity.HIGH)));
        try (Receiver receiver = new Receiver(0, request -> 200)) {
            Cli cli = send(name, "http://127.0.0.1:" + receiver.port(), "--least-severity", "medium");

            assertThat(cli.out()).isEqualTo("1 sent, 0 dead-lettered, 2 passed over, 0 attempts failed\n");
            assertThat(receiver.ids()).containsExactly("high.1");
        }
    }

    @Test
    void syslog_over_tcp_is_counted_octets_and_over_udp_a_datagram() throws Exception {
        String name = published("a", "b");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> messages = new ArrayList<>();
            Thread reader = new Thread(() -> readCounted(server, messages));
            reader.start();
            Cli cli = send(name, "syslog+tcp://127.0.0.1:" + server.getLocalPort());
            reader.join();

            assertThat(cli.code()).as(cli.err()).isZero();
            assertThat(messages)
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message)
                            .startsWith("<132>1 2014-08-02T00:00:00Z - waybill - periodic-contact [waybill@32473 id=\"")
                            .contains("] \ufeffCEF:0|Waybill|"));
        }
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(10_000);
            assertThat(send(name, "json=syslog+udp://127.0.0.1:" + server.getLocalPort())
                            .code())
                    .isZero();
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            server.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .contains("[waybill@32473 id=\"a.1\" status=\"open\" severity=\"medium\"] \ufeff{\"id\":\"a\"");
        }
    }

    @Test
    void what_becomes_of_alerts_is_counted_and_a_receiver_that_is_waited_for_shows() throws Exception {
        String name = published("a", "b", "bad");
        AtomicInteger status = new AtomicInteger(503);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (Receiver receiver = new Receiver(
                        0,
                        request -> status.get() != 200
                                ? status.get()
                                : request.id().equals("bad.1") ? 410 : 200);
                SchemaRegistryClient registry =
                        RegistrySettings.at(stack.registryUrl()).connect();
                AlertSender sender = new AlertSender(
                                settings(name, "ocsf=http://127.0.0.1:" + receiver.port(), Duration.ofMinutes(5)),
                                kafka(),
                                registry)
                        .meteredBy(meters);
                HealthServer server = HealthServer.start("127.0.0.1", 0, sender::health, meters)) {
            sender.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> scrape(server).contains("waybill_send_waiting{format=\"ocsf\"} 1.0"));
            assertThat(scrape(server)).contains("waybill_send_lag{format=\"ocsf\"} 3.0");
            assertThat(sender.health().ready()).isFalse();
            assertThat(sender.health().live()).isTrue();

            status.set(200);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> scrape(server).contains("result=\"dead-lettered\"} 1.0"));

            assertThat(scrape(server))
                    .contains("waybill_send_alerts_total{format=\"ocsf\",result=\"sent\"} 2.0")
                    .contains("waybill_send_alerts_total{format=\"ocsf\",result=\"passed-over\"} 0.0")
                    .containsPattern("waybill_send_failed_attempts_total\\{format=\"ocsf\"} [1-9]")
                    .contains("waybill_send_waiting{format=\"ocsf\"} 0.0");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> scrape(server).contains("waybill_send_lag{format=\"ocsf\"} 0.0"));
            assertThat(sender.health().ready()).isTrue();
            sender.throwIfFailed();
        }
    }

    private static String scrape(HealthServer server) throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void readCounted(ServerSocket server, List<String> messages) {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream()) {
            StringBuilder count = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == ' ') {
                    byte[] message = in.readNBytes(Integer.parseInt(count.toString()));
                    messages.add(new String(message, StandardCharsets.UTF_8));
                    count.setLength(0);
                } else {
                    count.append((char) next);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String published(String... ids) throws Exception {
        return published(Arrays.stream(ids)
                .map(id -> SentAlerts.alert(id, Severity.MEDIUM))
                .toList());
    }

    private static String published(List<Alert> alerts) throws Exception {
        String name = "send" + ++cases;
        String prefix = "case." + name + ".";
        Cli made = Cli.run(
                "topics",
                "create",
                "--prefix",
                prefix,
                "--partitions",
                "1",
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--registry",
                stack.registryUrl());
        assertThat(made.code()).as(made.err()).isZero();
        SentAlerts.publish(stack.bootstrapServers(), stack.registryUrl(), prefix, alerts);
        return name;
    }

    private static Cli send(String caseName, String target, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "send",
                target,
                "--case",
                caseName,
                "--once",
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--registry",
                stack.registryUrl()));
        all.addAll(List.of(more));
        return Cli.run(all.toArray(String[]::new));
    }

    private static AlertSender.Settings settings(String caseName, String target, Duration giveUpAfter) {
        return new AlertSender.Settings(
                Target.parse(target),
                "case." + caseName + ".",
                null,
                Severity.INFORMATIONAL,
                false,
                new BackOff(Duration.ofMillis(50), Duration.ofMillis(200), giveUpAfter));
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", stack.bootstrapServers());
    }

    private static List<ConsumerRecord<String, String>> records(String topic) {
        Map<String, Object> settings = new HashMap<>(kafka());
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
