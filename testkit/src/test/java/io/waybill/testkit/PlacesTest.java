package io.waybill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.waybill.schemas.DeviceConnection;
import io.waybill.streams.resolve.IpLocator;
import io.waybill.streams.resolve.PackedLocator;
import io.waybill.testkit.scenario.Scenario;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The IP database places the stories where they are told to happen. */
class PlacesTest {

    @ParameterizedTest
    @CsvSource({
        "star-n9500, up.example.com, CN",
        "xperia-baidu, api.tuisong.baidu.com, CN",
        "cloud-messaging, im.example.net, CN",
        "update-proof, stat.example.org, CN",
        "india-residency, in.example.org, IN",
        "india-residency, cn.example.com, CN",
        "india-residency, relay.example.net, IN",
        "denial, log.example.net, CN",
        "bad-update, ota.example.com, CN"
    })
    void areWhereTheStorySays(String scenario, String host, String country) {
        IpLocator locator = PackedLocator.bundled();
        Set<String> countries = new TreeSet<>();
        for (DeviceConnection event :
                Fleets.of(Scenario.of(scenario), 40, 36, 6).events()) {
            if (host.equals(event.getHost())) {
                countries.add(String.valueOf(
                        locator.locate(event.getRemoteIp().array()).country()));
            }
        }

        assertThat(countries).containsExactly(country);
    }

    @ParameterizedTest
    @CsvSource({"42.62.48.20, CN"})
    void includesTheFoundingStory(String ip, String country) {
        byte[] address = InetAddresses.forString(ip).getAddress();

        assertThat(PackedLocator.bundled().locate(address).country()).isEqualTo(country);
    }
}
