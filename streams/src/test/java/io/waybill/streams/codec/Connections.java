package io.waybill.streams.codec;

import io.waybill.schemas.DeviceConnection;
import io.waybill.schemas.HostSource;
import io.waybill.schemas.Outcome;
import io.waybill.schemas.Transport;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Connection events with every field drawn, the ends of every range among them. */
public final class Connections {

    private static final String[] KINDS = {"ADVERTISING_ID", "IMEI", "IMSI", "MAC", "PHONE_NUMBER", "SERIAL"};

    private final SplittableRandom random;
    private final boolean ascii;

    /**
     * A source of events.
     *
     * @param ascii whether texts keep to ASCII
     */
    public Connections(long seed, boolean ascii) {
        this.random = new SplittableRandom(seed);
        this.ascii = ascii;
    }

    /** The next one. */
    public DeviceConnection next() {
        return new DeviceConnection(
                text(40),
                text(30),
                Instant.ofEpochMilli(random.nextLong(-1L << 40, 1L << 42)),
                number(),
                Transport.values()[random.nextInt(Transport.values().length)],
                random.nextBoolean() ? null : ByteBuffer.wrap(bytes(random.nextInt(3) * 8)),
                random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(65_536),
                nullable(60),
                HostSource.values()[random.nextInt(HostSource.values().length)],
                nullable(6),
                nullable(80),
                nullable(36),
                number(),
                number(),
                number(),
                number(),
                Outcome.values()[random.nextInt(Outcome.values().length)],
                random.nextInt(5) == 0 ? random.nextInt() : 1,
                leaks(),
                text(20),
                number());
    }

    private List<String> leaks() {
        int first = random.nextInt(KINDS.length);
        return random.nextInt(4) == 0
                ? List.of()
                : IntStream.range(first, KINDS.length).mapToObj(i -> KINDS[i]).toList();
    }

    private long number() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE;
            case 2 -> Long.MIN_VALUE;
            case 3 -> random.nextLong();
            default -> random.nextInt(1_000_000);
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private @Nullable String nullable(int longest) {
        return random.nextBoolean() ? null : text(longest);
    }

    private String text(int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        for (int i = 0; i < length; i++) {
            boolean wide = !ascii && random.nextInt(8) == 0;
            text.appendCodePoint(wide ? random.nextInt(0x1_0000, 0x1_1000) : random.nextInt(0x80));
        }
        return text.toString();
    }
}
