package io.waybill.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.embedded.EmbeddedStack;
import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.Topic;
import io.waybill.schemas.Transport;
import io.waybill.streams.CaseRun;
import io.waybill.streams.PipelineSettings;
import io.waybill.streams.resolve.PackedLocator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accounts of a real pipeline with a good record, a repeated one and two that cannot be used. */
@Tag("slow")
class DoctorCommandTest {

    private static final String CASE = "doctored";

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedStack stack;

    @BeforeAll
    static void run(@TempDir Path folder) throws Exception {
        AvroTrust.vouch();
        stack = EmbeddedStack.start(folder.resolve("kafka"));
        PipelineSettings settings = PipelineSettings.ofCase(
                CASE, stack.bootstrapServers(), stack.registryUrl(), 1, 1, folder.resolve("state"));
        try (CaseRun run = new CaseRun(settings, PackedLocator.bundled(), Clock.systemUTC())) {
            run.feed().send(profile());
            run.feed().send(event());
            run.feed().send(event());
            run.feed().flush();
            sendRaw(Topic.CONNECTION.name(settings.prefix()), "phone");
            sendRaw(Topic.PROFILE.name(settings.prefix()), "phone");
            run.finish(progress -> {});
        }
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private static DeviceProfile profile() {
        return DeviceProfile.newBuilder()
                .setDeviceId("phone")
                .setValidFrom(Instant.EPOCH)
                .setManufacturer("M")
                .setModel("X")
                .build();
    }

    private static DeviceConnection event() {
        return DeviceConnection.newBuilder()
                .setEventId("e-1")
                .setDeviceId("phone")
                .setTime(Instant.parse("2026-01-01T00:00:00Z"))
                .setTransport(Transport.TCP)
                .setHost("www.example.com")
                .build();
    }

    private static void sendRaw(String topic, String key) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), new byte[] {7}))
                    .get();
        }
    }

    private static Cli doctor(String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {
                    "doctor", "--bootstrap-servers", stack.bootstrapServers(), "--registry", stack.registryUrl()
                },
                0,
                arguments,
                0,
                5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return Cli.run(arguments);
    }

    @Test
    void accounts_for_every_record_of_every_topic() {
        Cli result = doctor("--case", CASE);

        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.out())
                .contains("5 records taken, every one accounted for; complete up to the end of the input")
                .contains(
                        "waybill.device.connection.v1/0   in 3 = counted 1 + repeated 1 + dead-lettered undecodable 1")
                .contains(
                        "waybill.device.profile.v1/0      in 2 = counted 1 + repeated 0 + dead-lettered undecodable 1")
                .contains("2 records are in the dead-letter topics");
    }

    @Test
    void a_case_that_is_not_there_could_not_be_looked_at() {
        Cli result = doctor("--case", "nobody");

        assertThat(result.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(result.err()).contains("no such case");
    }

    @Test
    void a_name_that_cannot_be_a_case_is_wrong_usage() {
        assertThat(doctor("--case", "../x").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void without_topics_it_says_how_to_make_them() {
        Cli result = doctor();

        assertThat(result.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(result.out()).contains("waybill topics create").contains("has not told anything yet");
    }
}
