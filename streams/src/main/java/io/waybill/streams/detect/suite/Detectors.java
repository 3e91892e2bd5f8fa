package io.waybill.streams.detect.suite;

import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DeviceDetector;
import io.waybill.streams.detect.cohort.BoundMet;
import io.waybill.streams.detect.cohort.CohortExclusive;
import io.waybill.streams.detect.cohort.CountryShift;
import io.waybill.streams.detect.cohort.IdentifierLeakJudge;
import io.waybill.streams.detect.cohort.LongConnectionJudge;
import io.waybill.streams.detect.cohort.NameFloodJudge;
import io.waybill.streams.detect.cohort.NewDestination;
import io.waybill.streams.detect.cohort.OptOutJudge;
import io.waybill.streams.detect.cohort.PeriodicContactJudge;
import io.waybill.streams.detect.cohort.ResidencyBreachJudge;
import io.waybill.streams.detect.cohort.Surge;
import io.waybill.streams.detect.cohort.SurvivesResetJudge;
import io.waybill.streams.detect.cohort.UnansweredRetryJudge;
import io.waybill.streams.detect.cohort.UploadVolumeJudge;
import io.waybill.streams.detect.cohort.WatchListJudge;
import io.waybill.streams.detect.cohort.WentDark;
import io.waybill.streams.detect.device.IdentifierLeak;
import io.waybill.streams.detect.device.LongConnection;
import io.waybill.streams.detect.device.NameFlood;
import io.waybill.streams.detect.device.OptOut;
import io.waybill.streams.detect.device.ResidencyBreach;
import io.waybill.streams.detect.device.SurvivesReset;
import io.waybill.streams.detect.device.UnansweredRetry;
import io.waybill.streams.detect.device.UploadVolume;
import io.waybill.streams.detect.device.WatchList;
import io.waybill.streams.detect.periodic.PeriodicContact;
import java.util.List;

/** All detectors, in the order in which they are called. */
public final class Detectors {

    private static final List<DeviceDetector> DEVICE_SIDE = List.of(
            new WatchList(),
            new IdentifierLeak(),
            new ResidencyBreach(),
            OptOut.ignored(),
            OptOut.honoured(),
            new SurvivesReset(),
            new UnansweredRetry(),
            new UploadVolume(),
            new LongConnection(),
            new NameFlood(),
            new PeriodicContact());

    private static final List<DestinationDetector> DESTINATION_SIDE = List.of(
            new WatchListJudge(),
            new IdentifierLeakJudge(),
            new ResidencyBreachJudge(),
            OptOutJudge.ignored(),
            OptOutJudge.honoured(),
            new SurvivesResetJudge(),
            new UnansweredRetryJudge(),
            new UploadVolumeJudge(),
            new LongConnectionJudge(),
            new NameFloodJudge(),
            new PeriodicContactJudge(),
            new CohortExclusive(),
            new NewDestination(),
            new Surge(),
            new WentDark(),
            new CountryShift(),
            new BoundMet());

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
