package io.waybill.streams.detect.suite;

import io.waybill.streams.detect.DestinationDetector;
import io.waybill.streams.detect.DeviceDetector;
import java.util.List;

/**
 * The detectors that a pipeline runs.
 *
 * @param deviceSide called once per device and destination
 * @param destinationSide called once per destination, with what the device side found
 */
public record DetectorSuite(List<DeviceDetector> deviceSide, List<DestinationDetector> destinationSide) {

    /** Every detector there is. */
    public static final DetectorSuite ALL = new DetectorSuite(Detectors.deviceSide(), Detectors.destinationSide());

    /** None: the pipeline publishes counts and activity, nobody is examined, and the alert topic stays empty. */
    public static final DetectorSuite COUNTS_ONLY = new DetectorSuite(List.of(), List.of());

    /** Copies the lists. */
    public DetectorSuite {
        deviceSide = List.copyOf(deviceSide);
        destinationSide = List.copyOf(destinationSide);
    }
}
