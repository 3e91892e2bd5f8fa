package io.waybill.streams.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The faults that other tests rely on happen: against a server that sends back what it gets. */
class TcpFaultProxyTest {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SHORT_MILLIS = 300;

    @SuppressWarnings("NullAway.Init")
    private ServerSocket server;

    @SuppressWarnings("NullAway.Init")
    private TcpFaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(this::echo);
        echo.setDaemon(true);
        echo.start();
        proxy = TcpFaultProxy.start(0, server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private void echo() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    InputStream in = socket.getInputStream()) {
                in.transferTo(socket.getOutputStream());
            } catch (IOException e) {
                // a connection that was broken, or the end of the test
            }
        }
    }

    private Socket connect(int timeoutMillis) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(timeoutMillis);
        return socket;
    }

    private static int ask(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        socket.getOutputStream().flush();
        return socket.getInputStream().read();
    }

    @Test
    void passesBothWays() throws IOException {
        try (Socket socket = connect(PATIENCE_MILLIS)) {
            assertThat(ask(socket, 7)).isEqualTo(7);
            assertThat(ask(socket, 8)).isEqualTo(8);
        }
    }

    @Test
    void aCutBreaksWhatIsOpenAndRefusesWhatIsNew() throws IOException {
        try (Socket open = connect(PATIENCE_MILLIS)) {
            assertThat(ask(open, 7)).isEqualTo(7);
            proxy.cut();
            assertThat(isBroken(open)).isTrue();
        }
        try (Socket late = connect(PATIENCE_MILLIS)) {
            assertThat(isBroken(late)).isTrue();
        }
        proxy.heal();
        try (Socket healed = connect(PATIENCE_MILLIS)) {
            assertThat(ask(healed, 9)).isEqualTo(9);
        }
    }

    private static boolean isBroken(Socket socket) {
        try {
            return ask(socket, 1) < 0;
        } catch (SocketTimeoutException stillThere) {
            return false;
        } catch (IOException broken) {
            return true;
        }
    }

    @Test
    void aStallHoldsEverythingBackAndLosesNothing() throws IOException {
        try (Socket socket = connect(SHORT_MILLIS)) {
            assertThat(ask(socket, 7)).isEqualTo(7);
            proxy.stall();
            assertThatThrownBy(() -> ask(socket, 8)).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            socket.setSoTimeout(PATIENCE_MILLIS);
            assertThat(socket.getInputStream().read()).isEqualTo(8);
        }
    }

    @Test
    void aSlowLinkTakesItsTime() throws IOException {
        proxy.slow(100, 0);
        try (Socket socket = connect(PATIENCE_MILLIS)) {
            long begun = System.nanoTime();
            ask(socket, 7);
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(200_000_000L);
        }
    }
}
