package io.waybill.captures.mobile;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.DecodeSettings;
import io.waybill.captures.Reading;
import io.waybill.schemas.DeviceConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports of Android's Intrusion Logging as they come, and as somebody hostile may hand them in. */
@Tag("slow")
class IntrusionZipTest {

    private static String connect(int id, String ip) {
        return "{\"connect_event\":{\"event_id\":%d,\"event_time\":17000000%05d,\"package_name\":\"com.a\",\"port\":443,\"ip_address\":\"%s\"}}\n"
                .formatted(id, id, ip);
    }

    /** @param namesAndContents name of an entry, its content, name ... */
    static byte[] zip(String... namesAndContents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static Reading read(byte[] zip) throws IOException {
        return new Reading().read(new AndroidNetworkFormat(), Reading.input("p7.zip", zip));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/1.2.3.4", "1.2.3.4", "host.example/1.2.3.4", "/2001:db8::1", "host/2001:db8::1"})
    void addressesComeAsJavaPrintsThem(String address) throws IOException {
        Reading reading = read(zip("network.txt", connect(1, address)));

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).singleElement().satisfies(event -> {
            assertThat(event.getDeviceId()).isEqualTo("unknown-p7");
            assertThat(event.getRemoteIp().remaining()).isEqualTo(address.contains(":") ? 16 : 4);
        });
    }

    @Test
    void entriesWithALeadingSlashOrFoldersAreRead() throws IOException {
        Reading reading = read(zip(
                "/logs/a.txt", connect(1, "/1.2.3.4"), "logs/", "", "../../b.txt", connect(2, "/1.2.3.4"), "c", ""));

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).hasSize(2);
    }

    @Test
    void filesThatOverlapGiveEachEventOnce() throws IOException {
        StringBuilder[] days = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
        for (int i = 0; i < 300; i++) {
            for (int day = 0; day < 3; day++) {
                if (i >= 80 * day && i < 80 * day + 140) {
                    days[day].append(connect(i, "/1.2.3.4"));
                }
            }
        }
        byte[] one = zip("1", days[0].toString(), "2", days[1].toString());
        byte[] other = zip("2", days[1].toString(), "3", days[2].toString());

        Reading reading = new Reading()
                .read(new AndroidNetworkFormat(), Reading.input("p7.zip", one), Reading.input("x/p7.zip", other));

        assertThat(reading.problems).isEmpty();
        assertThat(reading.events).hasSize(300);
        assertThat(reading.events).extracting(DeviceConnection::getEventId).doesNotHaveDuplicates();
    }

    @Test
    void equalConnectionsOfDifferentNumbersStayApart() throws IOException {
        String one = connect(1, "/1.2.3.4");

        assertThat(read(zip("a", one + one.replace("\"event_id\":1", "\"event_id\":2"))).events)
                .hasSize(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedArchivesGiveProblemsAndNothingElse(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] whole = zip("a", connect(1, "/1.2.3.4").repeat(20), "b", connect(2, "/1.2.3.4"));
        for (int i = 0; i < 300; i++) {
            byte[] damaged = Arrays.copyOf(whole, 6 + random.nextInt(whole.length - 5));
            for (int n = random.nextInt(4); n > 0; n--) {
                damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt(256);
            }

            Reading reading = read(damaged);

            assertThat(reading.events.size()).as("seed %d, archive %d", seed, i).isLessThanOrEqualTo(21);
            assertThat(reading.described())
                    .allSatisfy(problem -> assertThat(problem).startsWith("p7.zip"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 10_001})
    void tooManyEntriesAreNotReadToTheEnd(int count) throws IOException {
        String[] entries = new String[2 * count];
        for (int i = 0; i < entries.length; i += 2) {
            entries[i] = "f" + i;
            entries[i + 1] = "";
        }
        entries[entries.length - 1] = connect(1, "/1.2.3.4");
        boolean all = count == 10_000;

        Reading reading = read(zip(entries));

        assertThat(reading.events).hasSize(all ? 1 : 0);
        assertThat(reading.described())
                .hasSize(all ? 0 : 1)
                .allSatisfy(problem -> assertThat(problem).contains("more than 10000 files"));
    }

    /** Beyond 64 MiB what swells by more than is allowed. */
    @ParameterizedTest(name = "at 1 to {0}: {1}")
    @CsvSource({"10, true", "2000, false"})
    void aBombIsLeftUnread(int maxExpansion, boolean bomb) throws IOException {
        Reading reading = new Reading();
        DecodeSettings d = DecodeSettings.DEFAULTS;
        reading.settings = new DecodeSettings(
                d.maxFlows(),
                d.tcpIdleMillis(),
                d.udpIdleMillis(),
                d.maxStreamBytes(),
                4_096,
                maxExpansion,
                d.maxDnsAnswers(),
                100);
        byte[] file = zip("a", "\n".repeat(65 * 1024 * 1024), "b", connect(1, "/1.2.3.4"));

        reading.read(new AndroidNetworkFormat(), Reading.input("p7.zip", file));

        assertThat(reading.described())
                .hasSize(bomb ? 1 : 0)
                .allSatisfy(problem -> assertThat(problem).contains("decompression bomb"));
        assertThat(reading.events).hasSize(bomb ? 0 : 1);
    }
}
