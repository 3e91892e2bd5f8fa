package io.waybill.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.cli.live.LivePorts;
import io.waybill.cli.live.LiveStack;
import io.waybill.schemas.AvroTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The {@code sh} blocks of a page are one script. It is run by a shell in a {@link ReadersFolder}. A block that is meant to end
 * otherwise says so behind its fence: {@code sh exit=1}. Behind {@code sh live}, what {@code waybill up} starts is running; the
 * addresses that a page writes for it are those of documentation and are replaced by where it really is. What no block of this
 * kind has is in {@link CommandsElsewhereTest}.
 */
@Tag("slow")
@Order(1)
class DocumentedCommandsTest {

    private static final Pattern EXIT = Pattern.compile("sh exit=(\\d)");
    private static final String LIVE = "sh live";
    private static final long MINUTES = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder = Path.of("");

    static Stream<Page> pages() {
        return Page.all().stream().filter(page -> !commands(page).isEmpty());
    }

    private static List<Page.Block> commands(Page page) {
        return page.blocks().stream().filter(Page.Block::isRun).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commands_do_what_their_page_says(Page page) throws Exception {
        List<Page.Block> blocks = commands(page);
        assumeTrue(
                blocks.stream().noneMatch(block -> block.code().contains("curl ")) || isInstalled("curl"),
                "curl is not installed");
        ReadersFolder.fill(folder);
        if (blocks.stream().noneMatch(block -> block.info().equals(LIVE))) {
            run(page, blocks, Map.of(), Map.of());
            return;
        }
        AvroTrust.vouch();
        try (LiveStack stack = LiveStack.start(folder.resolve("waybill-data"), LivePorts.FREE, 1, 1, "test")) {
            assertThat(stack.pipeline().awaitRunning(PATIENCE)).isTrue();
            Awaitility.await().atMost(PATIENCE).until(stack.console()::isReady);
            String broker = stack.kafka().bootstrapServers();
            String registry = stack.kafka().registryUrl();
            run(
                    page,
                    blocks,
                    Map.of(
                            "WAYBILL_KAFKA_BOOTSTRAP_SERVERS", broker,
                            "WAYBILL_REGISTRY_URL", registry,
                            "WAYBILL_TOPICS_PARTITIONS", "1"),
                    Map.of(
                            "http://127.0.0.1:8080", stack.console().url(),
                            "kafka:9092", broker,
                            "http://registry:8081", registry));
        }
    }

    private void run(Page page, List<Page.Block> blocks, Map<String, String> environment, Map<String, String> addresses)
            throws IOException, InterruptedException {
        for (Page.Block block : blocks) {
            String code = block.code();
            for (Map.Entry<String, String> address : addresses.entrySet()) {
                code = code.replace(address.getKey(), address.getValue());
            }
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-eu", "-c", code)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile());
            builder.environment().put("HOME", folder.resolve("home").toString());
            builder.environment().putAll(environment);
            Process shell = builder.start();
            boolean ended = shell.waitFor(MINUTES, TimeUnit.MINUTES);
            if (!ended) {
                shell.destroyForcibly();
            }
            String said = Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
            assertThat(ended)
                    .as("%s line %d ends within %d minutes; it said%n%s", page, block.line(), MINUTES, said)
                    .isTrue();
            assertThat(shell.exitValue())
                    .as("exit code of %s line %d, which said%n%s", page, block.line(), said)
                    .isEqualTo(expected(block));
        }
    }

    private static int expected(Page.Block block) {
        Matcher exit = EXIT.matcher(block.info());
        return exit.matches() ? Integer.parseInt(exit.group(1)) : 0;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }
}
