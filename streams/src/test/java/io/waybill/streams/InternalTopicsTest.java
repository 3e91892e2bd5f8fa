package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.embedded.EmbeddedStack;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.streams.topics.PipelineTopics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The internal topics that a case makes are those that Kafka Streams would have made. */
@Tag("slow")
class InternalTopicsTest {

    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void haveThePartitionsAndSettingsThatKafkaStreamsGivesThem(@TempDir Path folder) throws Exception {
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("stack"));
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()))) {
            PipelineSettings left = settings("left", stack, folder);
            new PipelineTopics(admin).create(left.prefix(), PARTITIONS, true);
            try (FleetStreamsApp app = new FleetStreamsApp(left, PackedLocator.bundled())) {
                app.start();
                assertThat(app.awaitRunning(PATIENCE)).isTrue();
            }
            PipelineSettings made = settings("made", stack, folder);
            try (CaseRun run = new CaseRun(made, PackedLocator.bundled(), Clock.systemUTC())) {
                assertThat(run.awaitRunning(PATIENCE)).isTrue();
            }

            Map<String, String> expected = internal(admin, left.applicationId());

            assertThat(expected)
                    .hasSize(PipelineTopics.internal(left.applicationId()).size());
            assertThat(internal(admin, made.applicationId())).isEqualTo(expected);
        }
    }

    private static PipelineSettings settings(String name, EmbeddedStack stack, Path folder) {
        return PipelineSettings.ofCase(
                name, stack.bootstrapServers(), stack.registryUrl(), PARTITIONS, 1, folder.resolve(name));
    }

    /** What each of an application's internal topics is, by its name without that of the application. */
    private static Map<String, String> internal(Admin admin, String applicationId) throws Exception {
        Map<String, String> internal = new TreeMap<>();
        List<String> names = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(applicationId + "-"))
                .toList();
        for (String name : names) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
            Map<String, String> set = new TreeMap<>();
            for (ConfigEntry entry :
                    admin.describeConfigs(List.of(topic)).all().get().get(topic).entries()) {
                if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                    set.put(entry.name(), entry.value());
                }
            }
            int partitions = admin.describeTopics(List.of(name))
                    .allTopicNames()
                    .get()
                    .get(name)
                    .partitions()
                    .size();
            internal.put(name.substring(applicationId.length()), partitions + " partitions, " + set);
        }
        return internal;
    }
}
