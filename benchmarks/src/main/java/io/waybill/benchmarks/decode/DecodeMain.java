package io.waybill.benchmarks.decode;

import com.sun.management.OperatingSystemMXBean;
import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.DecodeSummary;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.ReadContext;
import io.waybill.captures.reference.Inventory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Decodes one file several times in one process, events thrown away, and prints what each time took. */
public final class DecodeMain {

    private DecodeMain() {}

    /** Arguments: the file, how often. A line for each time: processor ms, wall ms, events. */
    public static void main(String[] arguments) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            long cpu = system.getProcessCpuTime();
            long wall = System.nanoTime();
            long events = decode(arguments[0]);
            System.out.println((system.getProcessCpuTime() - cpu) / 1_000_000 + " "
                    + (System.nanoTime() - wall) / 1_000_000 + " " + events);
        }
    }

    private static long decode(String file) throws IOException {
        DecodeSummary summary = CaptureDecoder.decode(
                List.of(file),
                null,
                InputStream.nullInputStream(),
                new ReadContext(
                        Inventory.EMPTY.addressBook(),
                        KnownIdentifiers.NONE,
                        event -> {},
                        problem -> {
                            throw new IllegalStateException("what was generated is broken: " + problem);
                        },
                        DecodeSettings.DEFAULTS));
        return summary.events();
    }
}
