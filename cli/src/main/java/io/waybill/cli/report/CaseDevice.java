package io.waybill.cli.report;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A device that was heard of in a case.
 *
 * @param deviceId its id
 * @param manufacturer its maker, {@code unknown} where the inventory does not have it
 * @param model its model, {@code unknown} where the inventory does not have it
 * @param events connection events of it
 */
public record CaseDevice(String deviceId, String manufacturer, String model, long events) {

    private static final String UNKNOWN = "unknown";

    /** Whether nobody said which model it is. */
    @JsonIgnore
    public boolean isUnknown() {
        return model.equals(UNKNOWN);
    }
}
