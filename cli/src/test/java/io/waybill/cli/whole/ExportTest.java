package io.waybill.cli.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.Cli;
import io.waybill.cli.shell.ExitCode;
import io.waybill.testkit.pcap.SampleCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of a capture and of the case that was made from it. */
@Tag("slow")
class ExportTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder = Path.of("");

    private static Path out = Path.of("");
    private static Path again = Path.of("");

    @BeforeAll
    static void replay() throws IOException {
        try (Workbench bench = Workbench.open(folder)) {
            SampleCapture.write(folder);
            String inventory = folder.resolve(SampleCapture.INVENTORY).toString();
            String capture = folder.resolve(SampleCapture.CAPTURE).toString();
            out = bench.replay("once", List.of("--partitions", "1", "--inventory", inventory, capture))
                    .out();
            again = bench.replay("again", List.of("--partitions", "3", "--inventory", inventory, capture))
                    .out();
        }
    }

    @Test
    void a_case_is_the_same_bundle_whatever_way_it_was_replayed() throws Exception {
        Cli bundle = Cli.run("export", "stix", out.toString());

        assertThat(bundle.code()).as(bundle.err()).isZero();
        List<String> types = new ArrayList<>();
        JSON.readTree(bundle.out())
                .path("objects")
                .forEach(object -> types.add(object.path("type").asText()));
        assertThat(types).contains("sighting", "infrastructure", "ipv4-addr", "observed-data", "note", "report");
        long alerts = Files.readString(out.resolve("alerts.jsonl")).lines().count();
        assertThat(types).filteredOn("note"::equals).hasSize((int) alerts);
        assertThat(named(Cli.run("export", "stix", again.toString()).out(), "again"))
                .isEqualTo(named(bundle.out(), "once"));
    }

    /** The objects apart from those whose id the name of the case is part of. */
    private static String named(String bundle, String name) throws Exception {
        List<String> objects = new ArrayList<>();
        for (JsonNode object : JSON.readTree(bundle).path("objects")) {
            if (object.path("type").asText().equals("report")) {
                assertThat(object.path("name").asText()).isEqualTo("Case " + name);
            } else {
                objects.add(object.toString());
            }
        }
        return String.join("\n", objects);
    }

    @Test
    void a_case_that_was_changed_is_not_exported() throws Exception {
        Path changed = folder.resolve("changed");
        Files.createDirectories(changed);
        for (String file : List.of("alerts.jsonl", "case.json", "counts.csv")) {
            Files.copy(out.resolve(file), changed.resolve(file));
        }
        Files.writeString(
                changed.resolve("alerts.jsonl"),
                Files.readString(changed.resolve("alerts.jsonl")).replace("high", "low"));

        Cli cli = Cli.run("export", "stix", changed.toString());

        assertThat(cli.code()).isEqualTo(ExitCode.UNUSABLE_INPUT);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("alerts.jsonl");
    }

    @Test
    void the_profile_of_a_model_lists_what_its_phone_contacted() throws Exception {
        Cli mud = mud("Xiaomi Redmi Note", "--url", "https://lab.example/redmi.json");

        assertThat(mud.code()).as(mud.err()).isZero();
        JsonNode file = JSON.readTree(mud.out());
        assertThat(file.path("ietf-mud:mud").path("mud-url").asText()).isEqualTo("https://lab.example/redmi.json");
        assertThat(mud.out())
                .contains("\"ietf-acldns:dst-dnsname\" : \"graph.facebook.com\"")
                .contains("\"destination-ipv4-network\" : \"42.62.48.0/24\"")
                .contains("\"ietf-mud:direction-initiated\" : \"from-device\"");
        assertThat(mud("Google Pixel 7").out()).doesNotContain("42.62.48.0/24");
    }

    @Test
    void a_list_that_would_allow_nothing_is_not_written() throws Exception {
        Cli cli = mud("Xiaomi Redmi Note", "--least-devices", "2");

        assertThat(cli.code()).as("there is one such phone").isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err())
                .contains("no contact of a 'Xiaomi Redmi Note' is in these inputs that 2 devices share")
                .contains("an empty list would allow nothing");
    }

    @Test
    void a_model_that_is_in_no_inventory_is_refused_with_those_that_are() throws Exception {
        Cli cli = mud("Nokia 3310");

        assertThat(cli.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(cli.err())
                .contains("no device of the inventory is a 'Nokia 3310'")
                .contains("Xiaomi Redmi Note");
        assertThat(mud("Xiaomi Redmi Note", "--url", "ftp://x").code()).isEqualTo(ExitCode.USAGE);
    }

    private static Cli mud(String model, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "export",
                "mud",
                "--model",
                model,
                "--inventory",
                folder.resolve(SampleCapture.INVENTORY).toString(),
                folder.resolve(SampleCapture.CAPTURE).toString()));
        all.addAll(List.of(more));
        return Cli.run(all.toArray(String[]::new));
    }
}
