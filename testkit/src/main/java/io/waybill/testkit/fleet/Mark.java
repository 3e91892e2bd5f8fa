package io.waybill.testkit.fleet;

import io.waybill.schemas.LifecycleKind;

/**
 * Something done to a phone.
 *
 * @param time when, milliseconds since 1970 UTC
 * @param kind what
 * @param detail the build installed, the app, or the setting's name; empty for a factory reset
 * @param value the setting's new value; empty otherwise
 */
public record Mark(long time, LifecycleKind kind, String detail, String value) {

    /** Everything on the phone is erased. */
    public static Mark reset(long time) {
        return new Mark(time, LifecycleKind.FACTORY_RESET, "", "");
    }

    /** Another build runs from now on. */
    public static Mark firmware(long time, String build) {
        return new Mark(time, LifecycleKind.FIRMWARE_INSTALLED, build, "");
    }

    /** The owner changes a setting. */
    public static Mark setting(long time, String name, String value) {
        return new Mark(time, LifecycleKind.SETTING_CHANGED, name, value);
    }

    /** An app arrives. */
    public static Mark installed(long time, String app) {
        return new Mark(time, LifecycleKind.APP_INSTALLED, app, "");
    }

    /** An app goes. */
    public static Mark removed(long time, String app) {
        return new Mark(time, LifecycleKind.APP_REMOVED, app, "");
    }
}
