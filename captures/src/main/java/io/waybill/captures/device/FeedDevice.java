package io.waybill.captures.device;

import io.waybill.captures.DeviceResolver;
import org.jspecify.annotations.Nullable;

/** Whose phone a feed tells about, where its records do not say: the file's name may. */
public final class FeedDevice {

    private FeedDevice() {}

    /**
     * The device whose id, serial or address the file is called after, letters and case of endings aside; null where the
     * inventory knows none of that name.
     */
    public static @Nullable String ofFile(String capture, DeviceResolver devices) {
        return devices.deviceNamed(baseName(capture), 0);
    }

    /** The device a file is called after, or {@code unknown-<file's name>}. */
    public static String ofFileOrUnknown(String capture, DeviceResolver devices) {
        String known = ofFile(capture, devices);
        return known == null ? "unknown-" + baseName(capture) : known;
    }

    /** The file's name without folders and without what follows the first dot. */
    private static String baseName(String capture) {
        String file = capture.substring(Math.max(capture.lastIndexOf('/'), capture.lastIndexOf('\\')) + 1);
        int dot = file.indexOf('.', 1);
        return dot < 0 ? file : file.substring(0, dot);
    }
}
