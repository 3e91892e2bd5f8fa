package io.waybill.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ports that nobody has. */
class PortsTest {

    @Test
    void noneIsGivenOutTwiceWhoeverAsksMeanwhile() {
        List<Integer> ports = IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(any -> Ports.free())
                .toList();

        assertThat(ports).doesNotHaveDuplicates();
    }

    /** Whoever asks the system for any port, or connects to somewhere, takes none that was given out. */
    @Test
    void noneIsOfThoseThatTheSystemGivesOut() {
        assertThat(IntStream.range(0, 200).map(each -> Ports.free()).boxed().toList())
                .allMatch(port -> port >= 1_024 && port < 32_768);
    }

    @Test
    void aWantedPortIsGivenAgainAndOneThatIsTakenIsNot() throws IOException {
        int free = Ports.free();
        assertThat(Ports.free(free)).isEqualTo(free);

        try (ServerSocket other = new ServerSocket(free, 1, InetAddress.getByName(Ports.LOOPBACK))) {
            assertThatThrownBy(() -> Ports.free(other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Objects.toString(free))
                    .hasMessageContaining("taken by another program");
        }
    }
}
