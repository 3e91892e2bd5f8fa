package io.waybill.testkit.fleet;

import java.util.List;

/**
 * A model on the market.
 *
 * @param manufacturer its maker
 * @param name the model, without the maker
 * @param platform what it runs
 * @param os operating system and version as an inventory writes it
 * @param firmwares builds in the field, oldest first; phones start with one of them, all but the newest may be updated
 */
public record PhoneModel(String manufacturer, String name, Platform platform, String os, List<String> firmwares) {

    /** Families of operating systems with their own services. */
    public enum Platform {
        /** Android with Google's services. */
        ANDROID,
        /** Android without them. */
        ANDROID_WITHOUT_GOOGLE,
        /** Apple's. */
        IOS
    }

    /** The model as alerts name it. */
    public String fullName() {
        return manufacturer + " " + name;
    }
}
