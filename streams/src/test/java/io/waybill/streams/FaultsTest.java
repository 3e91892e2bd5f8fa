package io.waybill.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.streams.fault.FakeClock;
import io.waybill.streams.fault.SlowDisk;
import io.waybill.streams.fault.SmallDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes are killed and links fail at random points, and the final tables are those of an undisturbed run. {@link FaultsNightly}
 * does the same with as many seeds as one likes, at the pace of a case.
 */
@Tag("slow")
@Tag("faults")
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class FaultsTest {

    private static final List<Fault> KILLS = List.of(Fault.KILL_INSTANCE, Fault.KILL_BROKER, Fault.KILL_ALL);
    private static final List<Fault> LINKS = List.of(Fault.CUT, Fault.STALL, Fault.SLOW);

    @TempDir
    private static Path folder;

    private static String undisturbed = "";

    @BeforeAll
    static void runUndisturbed() throws Exception {
        undisturbed = undisturbed(folder);
    }

    static String undisturbed(Path folder) throws Exception {
        return new DriverPipelines(folder)
                .run("undisturbed", Shape.SIMPLEST, FaultRun.FLEET, Arrival.IN_ORDER, 0)
                .text();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void killedAtRandomPoints(long seed) throws Exception {
        same(FaultRun.run(folder.resolve("kill-" + seed), seed, Pace.SHORT, KILLS, List.of()), seed);
    }

    @Test
    void linksFailAtRandomPoints() throws Exception {
        same(FaultRun.run(folder.resolve("link"), 4, Pace.SHORT, LINKS, List.of()), 4);
    }

    @Test
    void killedWithStandbyReplicas() throws Exception {
        List<Fault> faults = List.of(Fault.KILL_INSTANCE);
        same(FaultRun.run(folder.resolve("standby"), 5, Pace.SHORT, faults, List.of("num.standby.replicas=1")), 5);
    }

    @Test
    void onASlowDisk() throws Exception {
        assumeTrue(SlowDisk.isPossible(folder), "mounting a disk for the broker takes the superuser");
        List<Fault> faults = List.of(Fault.DISK_SLOW);
        same(FaultRun.run(folder.resolve("slow"), 6, Pace.SHORT, faults, List.of()), 6);
    }

    @Test
    void onAFullDisk() throws Exception {
        assumeTrue(SmallDisk.isPossible(), "mounting a disk for the broker takes the superuser");
        same(FaultRun.run(folder.resolve("full"), 8, Pace.SHORT, List.of(Fault.DISK_FULL), List.of()), 8);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"INSTANCES_BACK, INSTANCES_AHEAD", "BROKER_AHEAD, BROKER_BACK"})
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void theClockOfAMachineJumps(Fault one, Fault other) throws Exception {
        assumeTrue(FakeClock.isPossible(), "libfaketime is not installed");
        same(FaultRun.run(folder.resolve(one.name()), 7, Pace.OF_A_CASE, List.of(one, other), List.of()), 7);
    }

    private static void same(FaultRun.Result result, long seed) {
        assertThat(result.tables().text())
                .as("seed %d: %s", seed, result.story())
                .isEqualTo(undisturbed);
        assertThat(result.tables().progress().getCounted()).isEqualTo(FaultRun.FLEET.distinct());
    }
}
