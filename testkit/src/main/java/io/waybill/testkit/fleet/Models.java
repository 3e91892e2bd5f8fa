package io.waybill.testkit.fleet;

import io.waybill.testkit.fleet.PhoneModel.Platform;
import java.util.List;

/** The models that every scenario's fleet draws from. Stories add their own. */
public final class Models {

    /** The phone of the founding story. */
    public static final PhoneModel REDMI_NOTE = android("Xiaomi", "Redmi Note", "4.4.2", "JHDCNBF31.0", "JHDCNBF36.0");

    /** Another model of the same maker. */
    public static final PhoneModel REDMI_1S = android("Xiaomi", "Redmi 1S", "4.4.4", "JHCCNBF40.0", "JHCCNBF45.0");

    /** A third model of that maker. */
    public static final PhoneModel MI_4 = android("Xiaomi", "Mi 4", "6.0.1", "MXDMIDD1", "MXDMIDD2");

    /** One of Samsung's. */
    public static final PhoneModel GALAXY_S21 =
            android("Samsung", "Galaxy S21", "14", "G991BXXSBFWL3", "G991BXXSCFXA1");

    /** Another of Samsung's. */
    public static final PhoneModel GALAXY_A54 =
            android("Samsung", "Galaxy A54", "14", "A546BXXU5BWK6", "A546BXXU6BWL8");

    /** One of Apple's. */
    public static final PhoneModel IPHONE_13 = ios("iPhone 13", "21D50", "21D61");

    /** Another of Apple's. */
    public static final PhoneModel IPHONE_SE = ios("iPhone SE", "21D50", "21D61");

    /** Sony's. */
    public static final PhoneModel XPERIA_Z3 = android("Sony", "Xperia Z3", "6.0.1", "23.5.A.0.575", "23.5.A.1.291");

    /** Google's. */
    public static final PhoneModel PIXEL_7 = android("Google", "Pixel 7", "14", "UQ1A.240105.004", "UQ1A.240205.002");

    /** Android without Google's services. */
    public static final PhoneModel P30 = new PhoneModel(
            "Huawei",
            "P30",
            Platform.ANDROID_WITHOUT_GOOGLE,
            "Android 10",
            List.of("ELE-L29 12.0.0.138", "ELE-L29 12.0.0.150"));

    /** A fleet that says nothing else. */
    public static final List<PhoneModel> EVERYDAY =
            List.of(REDMI_NOTE, GALAXY_S21, IPHONE_13, REDMI_1S, GALAXY_A54, IPHONE_SE, MI_4, XPERIA_Z3, P30, PIXEL_7);

    /** A maker that does not exist, for stories that blame nobody real: the model that the stories are about. */
    public static final PhoneModel MERIDIAN_M5 = android("Meridian", "M5", "14", "2.1.0", "2.1.1");

    /** Its sister, which is innocent. */
    public static final PhoneModel MERIDIAN_M7 = android("Meridian", "M7", "14", "3.0.2", "3.0.4");

    /** Meridian's two models, the M5 twice as common, among others. */
    public static final List<PhoneModel> WITH_MERIDIAN = List.of(
            MERIDIAN_M5,
            GALAXY_S21,
            IPHONE_13,
            MERIDIAN_M7,
            GALAXY_A54,
            MERIDIAN_M5,
            REDMI_1S,
            XPERIA_Z3,
            P30,
            PIXEL_7);

    private Models() {}

    /** A model with Google's services. */
    public static PhoneModel android(String manufacturer, String name, String version, String... firmwares) {
        return new PhoneModel(manufacturer, name, Platform.ANDROID, "Android " + version, List.of(firmwares));
    }

    private static PhoneModel ios(String name, String... firmwares) {
        return new PhoneModel("Apple", name, Platform.IOS, "iOS 17.3", List.of(firmwares));
    }
}
