package io.waybill.streams.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpPackTest {

    private static final Column NOTHING = new Column(new long[] {0}, new int[] {0});

    private static IpPack pack(Column country4, Column asn4) {
        return new IpPack(
                "made up, 2014-08-01",
                List.of("CN", "IN"),
                new long[] {4134, 4_294_967_295L},
                List.of("Chinanet", ""),
                country4,
                asn4,
                new Column(new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE, -1}, new int[] {0, 1, 2, 0}),
                NOTHING);
    }

    private static byte[] bytes(IpPack pack) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pack.write(out);
        return out.toByteArray();
    }

    private static IpPack read(byte[] bytes) throws IOException {
        return IpPack.read(new ByteArrayInputStream(bytes));
    }

    private static byte[] deflated(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        return new InflaterInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
    }

    @Test
    void comesBackAsItWent() throws IOException {
        IpPack pack = pack(
                new Column(new long[] {0, 256, 0x0a00_0001L, 0xffff_ffffL}, new int[] {0, 1, 2, 0}),
                new Column(new long[] {0, 0x0a00_0000L}, new int[] {2, 1}));
        IpPack back = read(bytes(pack));

        assertThat(back.source()).isEqualTo(pack.source());
        assertThat(back.countries()).isEqualTo(pack.countries());
        assertThat(back.asns()).isEqualTo(pack.asns());
        assertThat(back.organisations()).isEqualTo(pack.organisations());
        for (var column : List.of(
                List.of(pack.country4(), back.country4()),
                List.of(pack.asn4(), back.asn4()),
                List.of(pack.country6(), back.country6()),
                List.of(pack.asn6(), back.asn6()))) {
            assertThat(column.get(1).starts()).isEqualTo(column.get(0).starts());
            assertThat(column.get(1).values()).isEqualTo(column.get(0).values());
        }
        assertThat(bytes(back)).isEqualTo(bytes(pack));
    }

    @Test
    void aColumnOfAnyLengthsComesBack() throws IOException {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            long[] starts = random.longs(200, 1, 1L << 32).distinct().sorted().toArray();
            starts[0] = 0;
            int[] values =
                    random.ints(starts.length, 0, 1 << random.nextInt(20)).toArray();
            for (int bits : new int[] {0, 8}) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                new Column(starts, values).write(new DataOutputStream(out), bits);
                ByteBuffer in = ByteBuffer.wrap(out.toByteArray());
                Column back = Column.read(in, bits, 1 << 20);

                assertThat(back.starts()).as("seed %d", seed).isEqualTo(starts);
                assertThat(back.values()).as("seed %d", seed).isEqualTo(values);
                assertThat(in.hasRemaining()).as("seed %d", seed).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void numbersComeBackUnsigned(long value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Column.writeVarint(new DataOutputStream(out), value);

        assertThat(Column.readVarint(ByteBuffer.wrap(out.toByteArray()))).isEqualTo(value);
    }

    @Test
    void aNumberWithoutEndIsRefused() {
        byte[] endless = new byte[64];
        Arrays.fill(endless, (byte) 0x80);

        assertThatThrownBy(() -> Column.readVarint(ByteBuffer.wrap(endless)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 64 bits");
    }

    @Test
    void aFileThatEndsEarlyIsRefusedWhereverItEnds() throws IOException {
        byte[] plain = inflated(bytes(pack(NOTHING, NOTHING)));
        for (int length = 0; length < plain.length; length++) {
            byte[] cut = deflated(Arrays.copyOf(plain, length));

            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(IOException.class);
        }
    }

    /** Damage is an {@link IOException} or other data; never another failure, now or when an address is looked up. */
    @Test
    void damageIsRefusedOrHarmless() throws IOException {
        byte[] plain = inflated(bytes(pack(
                new Column(new long[] {0, 256, 0x0a00_0001L, 0xffff_ffffL}, new int[] {0, 1, 2, 0}),
                new Column(new long[] {0, 0x0a00_0000L}, new int[] {2, 1}))));
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            byte[] damaged = plain.clone();
            damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt(256);
            byte[] file = deflated(damaged);
            try {
                lookUp(file);
            } catch (IOException refused) {
                assertThat(refused).as("seed %d", seed).hasMessageContaining("IP database");
            }
        }
    }

    private static void lookUp(byte[] file) throws IOException {
        IpPack pack = read(file);
        LocationTable.Places places = new LocationTable.Places(pack.countries(), pack.asns());
        LocationTable table = LocationTable.of(pack.country4(), pack.asn4(), places, 32);
        for (long address : new long[] {0, 255, 256, 0x0a00_0001L, 0xffff_ffffL}) {
            table.at(address);
        }
    }

    @Test
    void somethingElseIsNamedAsThat() throws IOException {
        byte[] plain = inflated(bytes(pack(NOTHING, NOTHING)));
        byte[] otherVersion = plain.clone();
        otherVersion[4] = 2;

        assertThatThrownBy(() -> read("not even deflated".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(deflated(otherVersion)))
                .isInstanceOf(IOException.class)
                .hasMessage("not a packed IP database of version 1");
    }
}
