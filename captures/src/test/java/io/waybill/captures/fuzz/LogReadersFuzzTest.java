package io.waybill.captures.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.CaptureFormat;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.captures.csv.NfdumpFormat;
import io.waybill.captures.csv.PcapdroidFormat;
import io.waybill.captures.eve.EveFormat;
import io.waybill.captures.mobile.AndroidManagementFormat;
import io.waybill.captures.mobile.AndroidNetworkFormat;
import io.waybill.captures.mobile.AppPrivacyFormat;
import io.waybill.captures.netflow.NetFlowDatagrams;
import io.waybill.captures.own.AvroFormat;
import io.waybill.captures.own.CsvFormat;
import io.waybill.captures.own.JsonlFormat;
import io.waybill.captures.reference.Inventory;
import io.waybill.captures.reference.Lifecycle;
import io.waybill.captures.reference.PolicyFile;
import io.waybill.captures.zeek.ZeekFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * No bytes make a reader of logs throw, hang or take much memory, and whatever it hands over is complete. As plain tests the
 * targets run over the stored inputs; {@code captures/src/test/fuzz/campaign} makes new ones.
 */
class LogReadersFuzzTest {
    private static final byte[] EXPORTER = {10, 0, 0, 1};

    private static Reading bounded() {
        Reading reading = new Reading();
        reading.settings = new DecodeSettings(1_000, 60_000, 60_000, 4_096, 64 * 1024, 100, 100, 1_000);
        return reading;
    }

    private static void read(CaptureFormat format, byte[] content) throws IOException {
        Reading reading = bounded();
        format.recognises(content, "fuzz");
        complete(reading.read(format, Reading.input("fuzz", content)));
    }

    private static void complete(Reading reading) {
        assertThat(reading.events).allSatisfy(event -> {
            assertThat(event.getEventId()).isNotNull();
            assertThat(event.getDeviceId()).isNotNull();
            assertThat(event.getTime()).isNotNull();
            assertThat(event.getRemotePort()).isBetween(0, 65_535);
            assertThat(event.getOccurrences()).isPositive();
            assertThat(event.getBytesSent()).isNotNegative();
            assertThat(event.getDurationMs()).isNotNegative();
        });
        assertThat(reading.problems)
                .allSatisfy(problem -> assertThat(problem.describe()).doesNotContain("\n"));
    }

    @FuzzTest
    void zeek(byte[] content) throws IOException {
        read(new ZeekFormat(), content);
    }

    @FuzzTest
    void eve(byte[] content) throws IOException {
        read(new EveFormat(), content);
    }

    @FuzzTest
    void jsonl(byte[] content) throws IOException {
        read(new JsonlFormat(), content);
    }

    @FuzzTest
    void csv(byte[] content) throws IOException {
        read(new CsvFormat(), content);
    }

    @FuzzTest
    void avro(byte[] content) throws IOException {
        read(new AvroFormat(), content);
    }

    @FuzzTest
    void nfdump(byte[] content) throws IOException {
        read(new NfdumpFormat(), content);
    }

    @FuzzTest
    void pcapdroid(byte[] content) throws IOException {
        read(new PcapdroidFormat(), content);
    }

    @FuzzTest
    void androidNetwork(byte[] content) throws IOException {
        read(new AndroidNetworkFormat(), content);
    }

    @FuzzTest
    void androidManagement(byte[] content) throws IOException {
        read(new AndroidManagementFormat(), content);
    }

    @FuzzTest
    void iosPrivacy(byte[] content) throws IOException {
        read(new AppPrivacyFormat(), content);
    }

    /** Two datagrams: the first byte says how long the first one is. */
    @FuzzTest
    void netflow(byte[] content) {
        Reading reading = bounded();
        NetFlowDatagrams datagrams = new NetFlowDatagrams("fuzz", reading.context());
        int first = content.length == 0 ? 0 : Math.min(content.length - 1, content[0] & 0xff);
        NetFlowDatagrams.looksLikeOne(content, 0, content.length);
        if (content.length > 0) {
            datagrams.take(EXPORTER, content, 1, first, 1);
            datagrams.take(EXPORTER, content, 1 + first, content.length - 1 - first, 2);
        }
        datagrams.end();
        complete(reading);
    }

    @FuzzTest
    void packedInput(byte[] content) throws IOException {
        Reading reading = bounded();
        CaptureDecoder.decode(List.of("-"), null, new ByteArrayInputStream(content), reading.context());
        complete(reading);
    }

    @FuzzTest
    void inventory(byte[] content) throws IOException {
        Reading reading = bounded();
        Inventory inventory = Inventory.read(new ByteArrayInputStream(content), "fuzz", reading.problems::add);
        assertThat(inventory.profiles())
                .allSatisfy(profile -> assertThat(profile.getDeviceId()).isNotEmpty());
    }

    @FuzzTest
    void lifecycle(byte[] content) throws IOException {
        Reading reading = bounded();
        assertThat(Lifecycle.read(new ByteArrayInputStream(content), "fuzz", reading.problems::add))
                .doesNotContainNull();
    }

    @FuzzTest
    void policy(byte[] content) throws IOException {
        Path file = Files.createTempFile("waybill-fuzz", ".yaml");
        try {
            Files.write(file, content);
            Reading reading = bounded();
            assertThat(PolicyFile.read(file, reading.problems::add).rules()).doesNotContainNull();
        } finally {
            Files.delete(file);
        }
    }

    /** A file of destinations, of whatever kind, that a policy names. */
    @FuzzTest
    void list(byte[] content) throws IOException {
        Path folder = Files.createTempDirectory("waybill-fuzz");
        Path policy = folder.resolve("policy.yaml");
        Path list = folder.resolve("list");
        try {
            Files.writeString(policy, "rules: [{id: w, kind: watch_list, list_file: list}]");
            Files.write(list, content);
            Reading reading = bounded();
            assertThat(PolicyFile.read(policy, reading.problems::add).rules()).allSatisfy(rule -> {
                assertThat(rule.getSites()).doesNotContainNull();
                assertThat(rule.getNetworks()).doesNotContainNull();
            });
        } finally {
            Files.deleteIfExists(list);
            Files.deleteIfExists(policy);
            Files.delete(folder);
        }
    }
}
