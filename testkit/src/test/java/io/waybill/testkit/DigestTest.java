package io.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.captures.own.ConnectionJson;
import io.waybill.schemas.DeviceConnection;
import io.waybill.testkit.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same events on every machine and every Java version. A digest changes only when the simulation is meant to change; then
 * fleets simulated before are no longer comparable, and the CHANGELOG says so.
 */
class DigestTest {

    @ParameterizedTest
    @CsvSource({
        "redmi-note, d4b54d8780442e41be395502",
        "star-n9500, 7582cbc2c7637ba87e4a0af3",
        "xperia-baidu, 66147781fb93b6c499631e83",
        "cloud-messaging, b223ab95adb022fe35e3254c",
        "update-proof, 424a27d97fc78c302eea1e9b",
        "india-residency, c88c1b4a7bc06e8109c614eb",
        "denial, 171069bdc47c22f4d8a55d56",
        "one-sick-phone, f0174127f54bf79bde706c2f",
        "bad-update, 61c5a861e07467220177d0ab",
        "quiet-fleet, 93879b84e562d811aaf4f8de"
    })
    void hasTheseEvents(String scenario, String digest) throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        for (DeviceConnection event :
                Fleets.of(Scenario.of(scenario), 30, 24, 2014).events()) {
            sha256.update(ConnectionJson.text(event).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(HexFormat.of().formatHex(sha256.digest(), 0, 12)).isEqualTo(digest);
    }
}
