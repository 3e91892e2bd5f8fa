package io.waybill.cli.send;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends each alert as a syslog message, over TCP with octet counting (RFC 6587) or as a datagram (RFC 5426). Neither is
 * acknowledged: over TCP a message is delivered as far as the connection takes it, over UDP nobody can tell. Where that matters,
 * use a webhook.
 */
final class SyslogOutlet implements Outlet {

    private static final int MAX_DATAGRAM = 65_000;
    private static final int PATIENCE_MILLIS = 10_000;

    private final URI address;
    private final String name;
    private @Nullable Socket connection;
    private @Nullable DatagramSocket datagrams;

    SyslogOutlet(URI address, String name) {
        this.address = address;
        this.name = name;
    }

    @Override
    public void send(RenderedAlert alert) throws IOException, RefusedException {
        byte[] message = SyslogLine.of(alert).getBytes(StandardCharsets.UTF_8);
        if ("syslog+udp".equals(address.getScheme())) {
            sendDatagram(message);
        } else {
            sendCounted(message);
        }
    }

    private void sendDatagram(byte[] message) throws IOException, RefusedException {
        if (message.length > MAX_DATAGRAM) {
            throw new RefusedException("too long for a datagram: " + message.length + " bytes");
        }
        if (datagrams == null) {
            datagrams = new DatagramSocket();
        }
        InetAddress host = InetAddress.getByName(address.getHost());
        datagrams.send(new DatagramPacket(message, message.length, host, address.getPort()));
    }

    private void sendCounted(byte[] message) throws IOException {
        byte[] count = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[count.length + message.length];
        System.arraycopy(count, 0, frame, 0, count.length);
        System.arraycopy(message, 0, frame, count.length, message.length);
        try {
            Socket open = connection != null ? connection : connect();
            if (isClosedByReceiver(open)) {
                disconnect();
                open = connect();
            }
            OutputStream out = open.getOutputStream();
            out.write(frame);
            out.flush();
        } catch (IOException broken) {
            disconnect();
            throw broken;
        }
    }

    /** Syslog receivers never answer, so the end of their stream is all there can be to read. */
    private static boolean isClosedByReceiver(Socket open) throws IOException {
        open.setSoTimeout(1);
        try {
            return open.getInputStream().read() < 0;
        } catch (SocketTimeoutException nothing) {
            return false;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), PATIENCE_MILLIS);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        connection = socket;
        return socket;
    }

    private void disconnect() throws IOException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public void close() {
        try {
            disconnect();
        } catch (IOException e) {
            throw new UncheckedIOException("the connection to " + name + " does not close", e);
        }
        if (datagrams != null) {
            datagrams.close();
        }
    }
}
