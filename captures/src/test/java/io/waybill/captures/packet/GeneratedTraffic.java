package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.FIN;
import static io.waybill.captures.packet.Packets.SYN;
import static io.waybill.captures.packet.Packets.ethernet;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.ipUdp;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes a capture of a fleet's everyday traffic: TLS connections with a greeting and mostly large answers, UDP
 * exchanges, and attempts that stay unanswered. The same seed gives the same file.
 */
final class GeneratedTraffic {

    private static final int PHONES = 2_000;

    private final OutputStream out;
    private final Random random;
    private final byte[] bulk = new byte[1_400];
    private long micros = PcapFile.START_MILLIS * 1_000;
    private long written;

    private GeneratedTraffic(OutputStream out, long seed) {
        this.out = out;
        this.random = new Random(seed);
        random.nextBytes(bulk);
    }

    static void write(Path file, long megabytes, long seed) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(PcapFile.ethernet().bytes());
            GeneratedTraffic traffic = new GeneratedTraffic(out, seed);
            while (traffic.written < megabytes * 1_000_000) {
                traffic.conversation();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void conversation() throws IOException {
        int number = random.nextInt(PHONES);
        String phone = "10.1." + number / 250 + "." + (1 + number % 250);
        String server = "203.0." + random.nextInt(200) + "." + (1 + random.nextInt(250));
        int port = 1_024 + random.nextInt(60_000);
        switch (random.nextInt(10)) {
            case 0 -> packet(ipTcp(phone, port, server, 443, 1, SYN, new byte[0]));
            case 1 -> {
                packet(ipUdp(phone, port, server, 3_478, new byte[60]));
                packet(ipUdp(server, 3_478, phone, port, new byte[90]));
            }
            default -> connection(phone, port, server);
        }
    }

    private void connection(String phone, int port, String server) throws IOException {
        byte[] hello =
                ClientHellos.records(ClientHellos.message("host" + random.nextInt(500) + ".example.com"), 16_000);
        packet(ipTcp(phone, port, server, 443, 1_000, SYN, new byte[0]));
        packet(ipTcp(server, 443, phone, port, 5_000, SYN | ACK, new byte[0]));
        packet(ipTcp(phone, port, server, 443, 1_001, ACK, new byte[0]));
        packet(ipTcp(phone, port, server, 443, 1_001, ACK, hello));
        int answers = 4 + random.nextInt(80);
        for (int i = 0; i < answers; i++) {
            packet(ipTcp(server, 443, phone, port, 5_001 + 1_400L * i, ACK, bulk));
            if (i % 2 == 1) {
                packet(ipTcp(phone, port, server, 443, 1_001 + hello.length, ACK, new byte[0]));
            }
        }
        packet(ipTcp(phone, port, server, 443, 1_001 + hello.length, FIN | ACK, new byte[0]));
        packet(ipTcp(server, 443, phone, port, 5_001 + 1_400L * answers, FIN | ACK, new byte[0]));
    }

    private void packet(byte[] ip) throws IOException {
        byte[] frame = ethernet(ip);
        micros += 1 + random.nextInt(40);
        out.write(ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (micros / 1_000_000))
                .putInt((int) (micros % 1_000_000))
                .putInt(frame.length)
                .putInt(frame.length)
                .array());
        out.write(frame);
        written += 16 + frame.length;
    }
}
