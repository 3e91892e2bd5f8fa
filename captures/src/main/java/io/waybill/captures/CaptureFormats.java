package io.waybill.captures;

import io.waybill.captures.csv.NfdumpFormat;
import io.waybill.captures.csv.PcapdroidFormat;
import io.waybill.captures.eve.EveFormat;
import io.waybill.captures.mobile.AndroidManagementFormat;
import io.waybill.captures.mobile.AndroidNetworkFormat;
import io.waybill.captures.mobile.AppPrivacyFormat;
import io.waybill.captures.own.AvroFormat;
import io.waybill.captures.own.CsvFormat;
import io.waybill.captures.own.JsonlFormat;
import io.waybill.captures.packet.PcapFormat;
import io.waybill.captures.packet.PcapngFormat;
import io.waybill.captures.zeek.ZeekFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every format that is read. */
public final class CaptureFormats {
    /** In the order in which they are tried on an input and read: those with unmistakable first bytes first. */
    public static final List<CaptureFormat> ALL = List.of(
            new PcapFormat(),
            new PcapngFormat(),
            new AvroFormat(),
            new JsonlFormat(),
            new CsvFormat(),
            new ZeekFormat(),
            new EveFormat(),
            new NfdumpFormat(),
            new PcapdroidFormat(),
            new AndroidManagementFormat(),
            new AndroidNetworkFormat(),
            new AppPrivacyFormat());

    private CaptureFormats() {}

    /** The format of this name, or null. */
    public static @Nullable CaptureFormat named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The names of all formats, for messages. */
    public static String names() {
        return ALL.stream().map(CaptureFormat::name).collect(Collectors.joining(", "));
    }

    /** The format that these first bytes belong to, or null. */
    static @Nullable CaptureFormat recognised(byte[] head, String fileName) {
        return ALL.stream()
                .filter(format -> format.recognises(head, fileName))
                .findFirst()
                .orElse(null);
    }
}
