package io.waybill.streams.resolve;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The packed IP database as it is on disk: one DEFLATE stream of a header, the lists of countries and autonomous systems, and
 * four {@link Column}s. IPv4 is kept by address, IPv6 by /64.
 *
 * @param source which data this is, of which date, under which licence
 * @param countries ISO 3166-1 alpha-2 codes; number n of a country column is entry n - 1
 * @param asns numbers of autonomous systems, ascending; number n of a system column is entry n - 1
 * @param organisations their names, in the same order
 */
record IpPack(
        String source,
        List<String> countries,
        long[] asns,
        List<String> organisations,
        Column country4,
        Column asn4,
        Column country6,
        Column asn6) {

    private static final int MAGIC = 0x57_42_49_50;
    private static final int VERSION = 1;
    private static final int V4_BLOCK_BITS = 8;
    private static final int V6_BLOCK_BITS = 0;
    private static final int MAX_ENTRIES = 2_000_000;
    private static final int MAX_TEXT_BYTES = 1_000;

    void write(OutputStream to) throws IOException {
        Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(to, best, 1 << 16))) {
            out.writeInt(MAGIC);
            out.writeByte(VERSION);
            writeTexts(out, List.of(source));
            writeTexts(out, countries);
            Column.writeVarint(out, asns.length);
            for (int i = 0; i < asns.length; i++) {
                Column.writeVarint(out, i == 0 ? asns[0] : asns[i] - asns[i - 1]);
            }
            writeTexts(out, organisations);
            country4.write(out, V4_BLOCK_BITS);
            asn4.write(out, V4_BLOCK_BITS);
            country6.write(out, V6_BLOCK_BITS);
            asn6.write(out, V6_BLOCK_BITS);
        } finally {
            best.end();
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when it is damaged or something else
     */
    static IpPack read(InputStream from) throws IOException {
        try (InputStream inflated = new InflaterInputStream(from)) {
            return read(ByteBuffer.wrap(inflated.readAllBytes()));
        } catch (BufferUnderflowException cut) {
            throw new IOException("the packed IP database ends early", cut);
        }
    }

    private static IpPack read(ByteBuffer in) throws IOException {
        if (in.getInt() != MAGIC || in.get() != VERSION) {
            throw new IOException("not a packed IP database of version " + VERSION);
        }
        List<String> sources = readTexts(in);
        List<String> countries = readTexts(in);
        long[] asns = new long[readCount(in)];
        for (int i = 0; i < asns.length; i++) {
            asns[i] = (i == 0 ? 0 : asns[i - 1]) + Column.readVarint(in);
        }
        List<String> organisations = readTexts(in);
        if (sources.size() != 1 || organisations.size() != asns.length) {
            throw new IOException("IP database has %d sources, and %d names of %d autonomous systems"
                    .formatted(sources.size(), organisations.size(), asns.length));
        }
        return new IpPack(
                sources.get(0),
                countries,
                asns,
                organisations,
                Column.read(in, V4_BLOCK_BITS, countries.size()),
                Column.read(in, V4_BLOCK_BITS, asns.length),
                Column.read(in, V6_BLOCK_BITS, countries.size()),
                Column.read(in, V6_BLOCK_BITS, asns.length));
    }

    private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        Column.writeVarint(out, texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            Column.writeVarint(out, bytes.length);
            out.write(bytes);
        }
    }

    private static List<String> readTexts(ByteBuffer in) throws IOException {
        int count = readCount(in);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long length = Column.readVarint(in);
            if (length < 0 || length > MAX_TEXT_BYTES) {
                throw new IOException("IP database claims a text of " + length + " bytes");
            }
            byte[] bytes = new byte[(int) length];
            in.get(bytes);
            texts.add(new String(bytes, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static int readCount(ByteBuffer in) throws IOException {
        long count = Column.readVarint(in);
        if (count < 0 || count > MAX_ENTRIES) {
            throw new IOException("IP database claims " + count + " entries");
        }
        return (int) count;
    }
}
