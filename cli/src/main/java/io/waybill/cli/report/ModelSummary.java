package io.waybill.cli.report;

import java.util.List;

/**
 * What one model did over the whole case.
 *
 * @param manufacturer its maker
 * @param model its name
 * @param firmwares builds its devices ran, sorted
 * @param connections contacts
 * @param bytesSent from the devices
 * @param bytesReceived to the devices
 * @param destinations where it went, most contacted first
 */
record ModelSummary(
        String manufacturer,
        String model,
        List<String> firmwares,
        long connections,
        long bytesSent,
        long bytesReceived,
        List<DestinationSummary> destinations) {

    /** Whether nobody said which model these devices are. */
    boolean isUnknown() {
        return model.equals("unknown");
    }

    /** Maker and model in one line. */
    String title() {
        return manufacturer.equals("unknown") ? model : manufacturer + " " + model;
    }
}
