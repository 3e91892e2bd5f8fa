package io.waybill.testkit.scenario;

import io.waybill.testkit.fleet.Models;
import io.waybill.testkit.fleet.PhoneModel;
import java.util.List;

/** Everyday life and nothing else. */
final class QuietFleet implements Story {

    @Override
    public String summary() {
        return "Ten models of six makers in everyday use: clocks, checks, push, updates, apps, ads. Nothing deserves"
                + " an alert.";
    }

    @Override
    public List<PhoneModel> places() {
        return Models.EVERYDAY;
    }
}
