package io.waybill.testkit;

import io.waybill.schemas.DeviceConnection;
import io.waybill.testkit.scenario.Scenario;
import io.waybill.testkit.truth.Ledger;
import java.util.ArrayList;
import java.util.List;

/** Simulated fleets for tests, held in memory. */
final class Fleets {

    private Fleets() {}

    record Fleet(FleetSimulator simulator, List<DeviceConnection> events, Ledger ledger) {}

    static Fleet of(Scenario scenario, int devices, int hours, long seed) {
        FleetSimulator simulator = new FleetSimulator(new SimulationParameters(scenario, devices, hours, seed));
        List<DeviceConnection> events = new ArrayList<>();
        Ledger ledger = simulator.deliver(events::add);
        return new Fleet(simulator, events, ledger);
    }
}
