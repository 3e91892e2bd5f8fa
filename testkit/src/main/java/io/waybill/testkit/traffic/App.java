package io.waybill.testkit.traffic;

import io.waybill.testkit.fleet.PhoneModel.Platform;
import java.util.List;

/**
 * A popular app.
 *
 * @param android its package
 * @param ios its bundle
 * @param popularity share of phones that have it
 * @param contacts mean contacts of one session
 * @param services ids of what it contacts, each as often as it is likely; {@code web-home} is the web of the owner's country
 */
public record App(String android, String ios, double popularity, double contacts, List<String> services) {

    /** Its name on this platform. */
    public String nameOn(Platform platform) {
        return platform == Platform.IOS ? ios : android;
    }
}
