package io.waybill.streams.resolve;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Address space cut into runs that follow each other without gaps, each with a small number: one column of the packed IP
 * database. On disk the lengths of all runs come first and then all numbers, because like compresses well beside like.
 *
 * @param starts where each run starts, ascending as unsigned numbers; the first is 0
 * @param values number of each run; 0 stands for nothing known
 */
record Column(long[] starts, int[] values) {

    /** More runs than the whole routing table has several times over: a larger claim is a damaged file. */
    static final int MAX_RUNS = 8_000_000;

    int runs() {
        return starts.length;
    }

    /**
     * Writes the column.
     *
     * @param wholeBlockBits bits of an address that count within a block; 0 where lengths are not counted in blocks
     */
    void write(DataOutput out, int wholeBlockBits) throws IOException {
        writeVarint(out, runs());
        for (int i = 1; i < runs(); i++) {
            writeLength(out, starts[i] - starts[i - 1], wholeBlockBits);
        }
        for (int value : values) {
            writeVarint(out, value);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param most largest number that a run may have
     * @throws IOException when runs do not follow each other, or have other numbers
     */
    static Column read(ByteBuffer in, int wholeBlockBits, int most) throws IOException {
        long runs = readVarint(in);
        if (runs < 1 || runs > MAX_RUNS) {
            throw new IOException("IP database claims " + runs + " runs");
        }
        long[] starts = new long[(int) runs];
        int[] values = new int[(int) runs];
        for (int i = 1; i < runs; i++) {
            starts[i] = starts[i - 1] + readLength(in, wholeBlockBits);
            if (Long.compareUnsigned(starts[i], starts[i - 1]) <= 0) {
                throw new IOException("IP database has a run that begins before the one in front of it");
            }
        }
        for (int i = 0; i < runs; i++) {
            long value = readVarint(in);
            if (value < 0 || value > most) {
                throw new IOException("IP database names entry " + value + " of " + most);
            }
            values[i] = (int) value;
        }
        return new Column(starts, values);
    }

    /** Most runs are whole blocks: counting in blocks, with the lowest bit saying so, makes their lengths one byte. */
    private static void writeLength(DataOutput out, long length, int wholeBlockBits) throws IOException {
        if (wholeBlockBits == 0) {
            writeVarint(out, length);
            return;
        }
        boolean whole = length << (64 - wholeBlockBits) == 0;
        writeVarint(out, whole ? length >>> wholeBlockBits << 1 : length << 1 | 1);
    }

    private static long readLength(ByteBuffer in, int wholeBlockBits) throws IOException {
        long coded = readVarint(in);
        if (wholeBlockBits == 0) {
            return coded;
        }
        return (coded & 1) == 0 ? coded >>> 1 << wholeBlockBits : coded >>> 1;
    }

    static void writeVarint(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long readVarint(ByteBuffer in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int part = in.get() & 0xff;
            value |= (long) (part & 0x7f) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new IOException("IP database holds a number of more than 64 bits");
    }
}
