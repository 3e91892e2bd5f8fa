package io.waybill.testkit.traffic;

import io.waybill.testkit.fleet.Phone;
import io.waybill.testkit.fleet.PhoneModel.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Something phones do by themselves.
 *
 * @param service id of what they contact
 * @param who {@code all}, {@code android}, {@code no-google}, {@code ios}, {@code maker:NAME} or {@code app:PACKAGE}
 * @param rhythm when
 * @param everySeconds mean period of a beat, or median time a connection is held
 * @param jitter of a beat, as a share of the period; spread of a held connection
 * @param share of such phones that do it; for {@code NIGHT}, share of nights
 * @param app package that makes the contact, or null where it is the system itself
 */
record Routine(
        String service,
        String who,
        Rhythm rhythm,
        long everySeconds,
        double jitter,
        double share,
        @Nullable String app) {

    enum Rhythm {
        /** A {@link BeatSource}. */
        BEAT,
        /** A {@link HeldSource}. */
        HELD,
        /** A {@link NightSource}. */
        NIGHT
    }

    /** Whether phones of this kind do it. */
    boolean concerns(Phone phone) {
        Platform platform = phone.model().platform();
        return switch (who) {
            case "all" -> true;
            case "android" -> platform == Platform.ANDROID;
            case "no-google" -> platform == Platform.ANDROID_WITHOUT_GOOGLE;
            case "ios" -> platform == Platform.IOS;
            default ->
                who.startsWith("app:") || who.equals("maker:" + phone.model().manufacturer());
        };
    }

    /** The third-party app it needs, or null. */
    @Nullable
    String needs() {
        return who.startsWith("app:") ? who.substring("app:".length()) : null;
    }
}
