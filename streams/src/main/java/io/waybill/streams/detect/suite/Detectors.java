package io.waybill.streams.detect.suite;

import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.cohort.CohortExclusive;
import io.waybill.streams.detect.cohort.NewDestination;
import io.waybill.streams.detect.cohort.PeriodicContactJudge;
import io.waybill.streams.detect.cohort.SurvivesResetJudge;
import io.waybill.streams.detect.cohort.WatchListJudge;
import io.waybill.streams.detect.device.SurvivesReset;
import io.waybill.streams.detect.device.WatchList;
import io.waybill.streams.detect.periodic.PeriodicContact;
import java.util.List;

/** All detectors, in the order in which they are called. */
public final class Detectors {

    private static final List<DeviceDetector> DEVICE_SIDE =
            List.of(new WatchList(), new SurvivesReset(), new PeriodicContact());

    private static final List<DestinationDetector> DESTINATION_SIDE = List.of(
            new WatchListJudge(),
            new SurvivesResetJudge(),
            new PeriodicContactJudge(),
            new CohortExclusive(),
            new NewDestination());

    private Detectors() {}

    /** Called once per device and destination, at each close of a window. Cheap ones first. */
    public static List<DeviceDetector> deviceSide() {
        return DEVICE_SIDE;
    }

    /** Called once per destination, with what the device side found. */
    public static List<DestinationDetector> destinationSide() {
        return DESTINATION_SIDE;
    }
}
