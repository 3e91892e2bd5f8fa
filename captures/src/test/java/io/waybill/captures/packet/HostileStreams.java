package io.waybill.captures.packet;

import static io.waybill.captures.packet.Packets.ACK;
import static io.waybill.captures.packet.Packets.hex;
import static io.waybill.captures.packet.Packets.ipTcp;
import static io.waybill.captures.packet.Packets.join;

import io.waybill.captures.CaptureDecoder;
import io.waybill.captures.DecodeSettings;
import io.waybill.captures.DecodeSummary;
import io.waybill.captures.InputProblem;
import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.ReadContext;
import io.waybill.captures.reference.Inventory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;

/**
 * Decodes one hostile stream with whatever heap this process was given, and prints {@code events N problems N: FIRST}. Streams
 * are made while they are read, so that nothing but the decoder holds them.
 */
final class HostileStreams {
    private static final int MEGABYTE = 1 << 20;
    private static final int SEGMENT_BYTES = 1_400;

    private HostileStreams() {}

    /** @param arguments name of the stream, and how large it is, in the stream's own unit */
    public static void main(String[] arguments) throws IOException {
        long size = Long.parseLong(arguments[1]);
        int maxFlows = arguments.length > 2 ? Integer.parseInt(arguments[2]) : DecodeSettings.DEFAULTS.maxFlows();
        DecodeSettings bounds = DecodeSettings.DEFAULTS;
        AtomicReference<String> first = new AtomicReference<>("none");
        ReadContext context = new ReadContext(
                Inventory.EMPTY.addressBook(),
                KnownIdentifiers.NONE,
                event -> {},
                problem -> first.compareAndSet("none", describe(problem)),
                new DecodeSettings(
                        maxFlows,
                        bounds.tcpIdleMillis(),
                        bounds.udpIdleMillis(),
                        bounds.maxStreamBytes(),
                        bounds.maxRecordBytes(),
                        bounds.maxExpansion(),
                        bounds.maxDnsAnswers(),
                        bounds.maxJoinRows()));
        DecodeSummary summary = CaptureDecoder.decode(List.of("-"), null, stream(arguments[0], size), context);
        System.out.println("events " + summary.events() + " problems " + summary.problems() + ": " + first.get());
    }

    private static String describe(InputProblem problem) {
        return problem.describe();
    }

    private static InputStream stream(String name, long size) throws IOException {
        return switch (name) {
            case "half-open" -> new SynFlood(size);
            case "record-length" ->
                new SequenceInputStream(
                        new ByteArrayInputStream(join(pcapHeader(), hex("00000000 00000000 ffffffff ffffffff"))),
                        new Repeated(new byte[MEGABYTE], size));
            case "block-length" ->
                new SequenceInputStream(
                        new ByteArrayInputStream(join(
                                hex("0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000"),
                                hex("06000000 fcffffff"))),
                        new Repeated(new byte[MEGABYTE], size));
            case "tls-record" ->
                new SequenceInputStream(new ByteArrayInputStream(pcapHeader()), new EndlessGreeting(size));
            case "line" ->
                new SequenceInputStream(
                        new ByteArrayInputStream(("{\"eventId\":\"a\",\"deviceId\":\"d\",\"time\":1}\n{\"eventId\":\"")
                                .getBytes(StandardCharsets.US_ASCII)),
                        new Repeated("x".repeat(MEGABYTE).getBytes(StandardCharsets.US_ASCII), size));
            case "bomb" -> new ByteArrayInputStream(bomb(size));
            default -> throw new IllegalArgumentException("no stream " + name);
        };
    }

    private static byte[] pcapHeader() {
        return Arrays.copyOf(new PcapFile(101).bytes(), 24);
    }

    /** A capture's header and megabytes of zeros, compressed twice. */
    private static byte[] bomb(long megabytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(new GZIPOutputStream(packed))) {
            out.write(pcapHeader());
            byte[] zeros = new byte[MEGABYTE];
            for (long i = 0; i < megabytes; i++) {
                out.write(zeros);
            }
        }
        return packed.toByteArray();
    }

    /** The same bytes so many times. */
    private static class Repeated extends InputStream {
        private final byte[] bytes;
        private long left;
        private int at;

        Repeated(byte[] bytes, long times) {
            this.bytes = bytes;
            left = times;
        }

        /** Called before each repetition. */
        void change(byte[] next) {}

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            if (at == 0) {
                change(bytes);
            }
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, target, offset, count);
            at = (at + count) % bytes.length;
            left -= at == 0 ? 1 : 0;
            return count;
        }
    }

    /** Segments of one connection that is a single TLS record announced, and one greeting of 16 MB in it, without end. */
    private static final class EndlessGreeting extends Repeated {
        private static final int SEQUENCE_AT = 16 + 20 + 4;
        private int sequence = 1;

        EndlessGreeting(long segments) {
            super(segment(), segments);
        }

        private static byte[] segment() {
            byte[] payload = join(hex("16 0303 ffff 01 ffffff 0303"), new byte[SEGMENT_BYTES - 11]);
            byte[] packet = ipTcp("10.0.0.1", 4_000, "203.0.113.5", 443, 1, ACK, payload);
            byte[] file = new PcapFile(101).addAt(PcapFile.START_MILLIS, packet).bytes();
            return Arrays.copyOfRange(file, 24, file.length);
        }

        @Override
        void change(byte[] next) {
            for (int i = 0; i < 4; i++) {
                next[SEQUENCE_AT + i] = (byte) (sequence >>> 24 - 8 * i);
            }
            sequence += SEGMENT_BYTES;
        }
    }
}
