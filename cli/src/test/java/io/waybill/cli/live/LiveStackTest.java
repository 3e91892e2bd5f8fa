package io.waybill.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.Topic;
import io.waybill.streams.topics.PipelineTopics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveStackTest {

    private static final LivePorts FREE = new LivePorts(0, 0, 0);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder = Path.of("");

    @Test
    void comes_up_ready_and_comes_up_again_on_the_same_folder() throws Exception {
        try (LiveStack stack = LiveStack.start(folder, FREE, 2, 1, "test")) {
            assertThat(stack.pipeline().awaitRunning(PATIENCE)).isTrue();
            Awaitility.await().atMost(PATIENCE).until(stack.console()::isReady);
            assertThat(get(stack.console().url() + "/health/ready").statusCode())
                    .isEqualTo(200);
            assertThat(partitions(stack)).isEqualTo(2);
        }

        try (LiveStack stack = LiveStack.start(folder, FREE, 5, 1, "test")) {
            assertThat(stack.pipeline().awaitRunning(PATIENCE)).isTrue();
            assertThat(partitions(stack))
                    .as("topics keep their partitions, whatever is asked")
                    .isEqualTo(2);
        }
    }

    private static int partitions(LiveStack stack) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
            PipelineTopics topics = new PipelineTopics(admin);
            assertThat(topics.names()).contains(Topic.ALERT.baseName());
            return topics.partitions("").orElseThrow();
        }
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
}
