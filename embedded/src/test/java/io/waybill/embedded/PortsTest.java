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
                .mapToObj(any -> {
                    try {
                        return Ports.free(0);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();

        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void aWantedPortIsGivenAgainAndOneThatIsTakenIsNot() throws IOException {
        int free = Ports.free(0);
        assertThat(Ports.free(free)).isEqualTo(free);

        try (ServerSocket other = new ServerSocket(free, 1, InetAddress.getByName(Ports.LOOPBACK))) {
            assertThatThrownBy(() -> Ports.free(other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Objects.toString(free))
                    .hasMessageContaining("taken by another program");
        }
    }
}
