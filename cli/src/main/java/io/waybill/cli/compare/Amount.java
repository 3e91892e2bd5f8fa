package io.waybill.cli.compare;

import io.waybill.console.compare.ComparisonRule;
import java.util.TreeSet;

/**
 * What a model sent to a destination in a case.
 *
 * @param connections contacts
 * @param bytesSent bytes from the devices
 * @param bytesReceived bytes to the devices
 * @param devices largest number of devices in one window
 * @param deviceHours hours, times devices, in which the model was heard of at all: how long it was watched
 * @param firmwares builds that the devices ran
 */
public record Amount(
        long connections,
        long bytesSent,
        long bytesReceived,
        long devices,
        double deviceHours,
        TreeSet<String> firmwares) {

    /** Nothing, of a model that was watched for so long. */
    static Amount nothing(double deviceHours) {
        return new Amount(0, 0, 0, 0, deviceHours, new TreeSet<>());
    }

    /** Contacts of one device in one hour; 0 where the model was not watched. */
    public double perDeviceHour() {
        return ComparisonRule.rate(connections, deviceHours);
    }
}
