package io.waybill.benchmarks.decode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes a pcap of a fleet's everyday traffic: eight in ten conversations are TLS connections with a greeting that names a host
 * and 4 to 83 answers of 1,400 bytes, one in ten an exchange of datagrams, one in ten an attempt that stays unanswered. 2,000
 * phones, right checksums, about 925 bytes a packet. The same size and seed give the same file. Used once, by one thread.
 */
public final class TrafficCapture {

    private static final int PHONES = 2_000;
    private static final int HOSTS = 500;
    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final int ANSWER_BYTES = 1_400;
    private static final int HTTPS = 443;
    private static final int STUN = 3_478;
    private static final byte[] NONE = {};

    private final OutputStream out;
    private final Random random;
    private final byte[] answer = new byte[ANSWER_BYTES];
    private final ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    private final Packet packet = new Packet();
    private long micros = START_MICROS;
    private long written;
    private long packets;

    private TrafficCapture(OutputStream out, long seed) {
        this.out = out;
        this.random = new Random(seed);
        random.nextBytes(answer);
    }

    /**
     * Writes the file and returns how many packets are in it.
     *
     * @param megabytes millions of bytes, at least; the last conversation is finished
     */
    public static long write(Path file, long megabytes, long seed) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(fileHeader());
            TrafficCapture traffic = new TrafficCapture(out, seed);
            while (traffic.written < megabytes * 1_000_000) {
                traffic.conversation();
            }
            return traffic.packets;
        }
    }

    private static byte[] fileHeader() {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(262_144)
                .putInt(1)
                .array();
    }

    private void conversation() throws IOException {
        int number = random.nextInt(PHONES);
        int phone = 10 << 24 | 1 << 16 | number / 250 << 8 | 1 + number % 250;
        int server = 203 << 24 | random.nextInt(200) << 8 | 1 + random.nextInt(250);
        int port = 1_024 + random.nextInt(60_000);
        switch (random.nextInt(10)) {
            case 0 -> write(packet.tcp(phone, port, server, HTTPS, 1, Packet.SYN, NONE));
            case 1 -> {
                write(packet.udp(phone, port, server, STUN, 60));
                write(packet.udp(server, STUN, phone, port, 90));
            }
            default -> connection(phone, port, server);
        }
    }

    private void connection(int phone, int port, int server) throws IOException {
        byte[] hello = Greeting.of("host" + random.nextInt(HOSTS) + ".example.com");
        int sent = 1_001 + hello.length;
        write(packet.tcp(phone, port, server, HTTPS, 1_000, Packet.SYN, NONE));
        write(packet.tcp(server, HTTPS, phone, port, 5_000, Packet.SYN | Packet.ACK, NONE));
        write(packet.tcp(phone, port, server, HTTPS, 1_001, Packet.ACK, NONE));
        write(packet.tcp(phone, port, server, HTTPS, 1_001, Packet.ACK, hello));
        int answers = 4 + random.nextInt(80);
        for (int i = 0; i < answers; i++) {
            write(packet.tcp(server, HTTPS, phone, port, 5_001 + ANSWER_BYTES * i, Packet.ACK, answer));
            if (i % 2 == 1) {
                write(packet.tcp(phone, port, server, HTTPS, sent, Packet.ACK, NONE));
            }
        }
        write(packet.tcp(phone, port, server, HTTPS, sent, Packet.FIN | Packet.ACK, NONE));
        write(packet.tcp(server, HTTPS, phone, port, 5_001 + ANSWER_BYTES * answers, Packet.FIN | Packet.ACK, NONE));
    }

    private void write(int frameBytes) throws IOException {
        micros += 1 + random.nextInt(40);
        record.clear()
                .putInt((int) (micros / 1_000_000))
                .putInt((int) (micros % 1_000_000))
                .putInt(frameBytes)
                .putInt(frameBytes);
        out.write(record.array());
        out.write(packet.bytes(), 0, frameBytes);
        written += 16 + frameBytes;
        packets++;
    }
}
