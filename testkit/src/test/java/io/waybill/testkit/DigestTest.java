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
        "redmi-note, d694a5aaee8a61ac2b9065f2",
        "star-n9500, b5d5987ffe3ee6e93b3dbb1a",
        "xperia-baidu, 182b60e55f5f6d2115bffc0b",
        "cloud-messaging, 3d8acc5b32f8f22807ae8b22",
        "update-proof, 91ee9276f82794114208fb57",
        "india-residency, 9053f6248ceaa6f32c30c0f4",
        "denial, 32eac36bca81655eb9b96291",
        "one-sick-phone, 27cebd00e530eeff00b26b36",
        "bad-update, e5cc6b95a13add5d691c3d1f",
        "quiet-fleet, 163078cd430b4cf9a2b0f7f0"
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
