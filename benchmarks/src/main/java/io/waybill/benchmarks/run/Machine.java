package io.waybill.benchmarks.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.avro.Schema;
import org.apache.kafka.common.utils.AppInfoParser;

/** What was measured on, for the report. */
public final class Machine {

    private Machine() {}

    /** Cores, memory, processor, versions and the day. */
    public static String describe() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Runtime.getRuntime().availableProcessors() + " cores" + processor() + ", "
                + (system.getTotalMemorySize() >> 30) + " GB, Java " + System.getProperty("java.version") + ", Kafka "
                + AppInfoParser.getVersion() + ", Avro " + avro() + ", " + LocalDate.now(ZoneOffset.UTC);
    }

    private static String avro() {
        String version = Schema.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return "";
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                .findFirst()
                .orElse("");
    }
}
