package io.waybill.streams.aggregate.device;

import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import java.util.Arrays;

/**
 * The windows in which a pair has contacts, ascending, each with the number of contacts kept one by one. Sixteen bytes a window.
 */
final class Cells {

    private static final long[] NONE = new long[0];

    /** Window and number of rows, alternating. */
    private long[] cells = NONE;

    private int size;

    /** Reads the end of what is kept. */
    long touch() {
        return size == 0 ? 0 : cells[size * 2 - 1];
    }

    int size() {
        return size;
    }

    long window(int index) {
        return cells[index * 2];
    }

    int rows(int index) {
        return (int) cells[index * 2 + 1];
    }

    boolean contains(long window) {
        return indexOf(window) >= 0;
    }

    int rowsIn(long window) {
        int index = indexOf(window);
        return index < 0 ? 0 : rows(index);
    }

    /** Index of a window, or {@code -(where it would be) - 1}. */
    int indexOf(long window) {
        if (size == 0 || window > cells[size * 2 - 2]) {
            return -size - 1;
        }
        int low = 0;
        int high = size - 1;
        if (window == cells[high * 2]) {
            return high;
        }
        while (low <= high) {
            int middle = low + high >>> 1;
            long there = cells[middle * 2];
            if (there < window) {
                low = middle + 1;
            } else if (there > window) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }

    /** Counts one more row in a window; true when it is its first. */
    boolean add(long window) {
        int index = indexOf(window);
        if (index >= 0) {
            cells[index * 2 + 1]++;
            return false;
        }
        int at = -index - 1;
        if (size * 2 == cells.length) {
            cells = Arrays.copyOf(cells, size < 2 ? 2 + size * 2 : size * 3 & ~1);
        }
        System.arraycopy(cells, at * 2, cells, at * 2 + 2, (size - at) * 2);
        cells[at * 2] = window;
        cells[at * 2 + 1] = 1;
        size++;
        return true;
    }

    int heapBytes() {
        return cells.length * Long.BYTES;
    }

    void writeTo(ByteWriter out) {
        out.varint(size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            out.varint(window(i) - before).varint(rows(i));
            before = window(i);
        }
    }

    static Cells read(ByteReader in) {
        Cells read = new Cells();
        read.size = in.count();
        read.cells = new long[read.size * 2];
        long window = 0;
        for (int i = 0; i < read.size; i++) {
            window += in.varint();
            read.cells[i * 2] = window;
            read.cells[i * 2 + 1] = in.varint();
        }
        return read;
    }

    /** Forgets the windows before this one and returns how many they were. */
    int removeBefore(long window) {
        int index = indexOf(window);
        int gone = index >= 0 ? index : -index - 1;
        if (gone > 0) {
            cells = Arrays.copyOfRange(cells, gone * 2, size * 2);
            size -= gone;
        }
        return gone;
    }
}
