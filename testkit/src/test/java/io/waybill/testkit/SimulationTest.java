package io.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import io.waybill.captures.own.ConnectionJson;
import io.waybill.captures.reference.Inventory;
import io.waybill.captures.reference.Lifecycle;
import io.waybill.captures.reference.PolicyFile;
import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.DeviceLifecycle;
import io.waybill.testkit.scenario.Scenario;
import io.waybill.testkit.truth.Truth;
import io.waybill.testkit.truth.TruthFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void givesTheSameBytesTwice(Scenario scenario, @TempDir Path folder) throws IOException {
        SimulationParameters parameters = new SimulationParameters(scenario, 24, 12, 2014);

        Simulation.write(parameters, folder.resolve("a"));
        Simulation.write(parameters, folder.resolve("b"));

        for (String file : List.of(
                Simulation.EVENTS, Simulation.INVENTORY, Simulation.LIFECYCLE, Simulation.POLICY, Simulation.TRUTH)) {
            assertThat(folder.resolve("b").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("a").resolve(file));
        }
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void writesWhatTheReadersTake(Scenario scenario, @TempDir Path folder) throws IOException {
        Truth truth = Simulation.write(new SimulationParameters(scenario, 30, 24, 5), folder);

        List<String> problems = new ArrayList<>();
        Inventory inventory =
                Inventory.read(folder.resolve(Simulation.INVENTORY), problem -> problems.add(problem.describe()));
        List<DeviceLifecycle> lifecycle =
                Lifecycle.read(folder.resolve(Simulation.LIFECYCLE), problem -> problems.add(problem.describe()));
        PolicyFile policy =
                PolicyFile.read(folder.resolve(Simulation.POLICY), problem -> problems.add(problem.describe()));
        List<DeviceConnection> events = events(folder.resolve(Simulation.EVENTS));

        assertThat(problems).isEmpty();
        assertThat(inventory.profiles()).hasSize(30);
        assertThat(inventory.profiles())
                .allSatisfy(profile -> assertThat(profile.getIdentifiers()).hasSize(6));
        assertThat(policy.rules())
                .hasSameSizeAs(scenario.policy(new SimulationParameters(scenario, 30, 24, 5).period()));
        assertThat(events).hasSize((int) truth.events());
        Set<String> known =
                inventory.profiles().stream().map(p -> p.getDeviceId()).collect(Collectors.toSet());
        assertThat(events).allMatch(event -> known.contains(event.getDeviceId()));
        assertThat(lifecycle).allMatch(event -> known.contains(event.getDeviceId()));
        assertThat(TruthFile.read(folder.resolve(Simulation.TRUTH))).isEqualTo(truth);
    }

    private static List<DeviceConnection> events(Path file) throws IOException {
        List<DeviceConnection> events = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ZstdInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                byte[] json = line.getBytes(StandardCharsets.UTF_8);
                events.add(read(json));
            }
        }
        return events;
    }

    private static DeviceConnection read(byte[] json) {
        try {
            return ConnectionJson.read(json, 0, json.length, "none", 0);
        } catch (io.waybill.captures.BadRecordException e) {
            throw new AssertionError(new String(json, StandardCharsets.UTF_8), e);
        }
    }

    @Test
    void namesTheScenariosThereAre() {
        assertThat(Scenario.of("redmi-note")).isEqualTo(Scenario.REDMI_NOTE);
        assertThatThrownBy(() -> Scenario.of("redmi"))
                .hasMessageContaining("redmi-note")
                .hasMessageContaining("quiet-fleet");
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> new SimulationParameters(Scenario.QUIET_FLEET, 0, 5, 1))
                .hasMessageContaining("devices");
        assertThatThrownBy(() -> new SimulationParameters(Scenario.QUIET_FLEET, 5, 2161, 1))
                .hasMessageContaining("hours");
    }
}
