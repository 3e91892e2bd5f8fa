package io.waybill.streams.aggregate.device;

import io.waybill.schemas.Transport;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.detect.Contact.Endpoint;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.Destination;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes back what a {@link Journal} wrote: one chunk, perhaps in several versions of which each begins with the one before. */
final class JournalReader {

    /** Does again what was done. */
    interface Taker {

        /** The device of this name. */
        DeviceState device(String id);

        /**
         * A contact.
         *
         * @param body holds its body from {@code from} to before {@code to}
         * @return the window it falls into
         */
        long row(DeviceState device, FarEnd farEnd, boolean toOther, long time, byte[] body, int from, int to);

        /** A destination of a device counts for {@code other} from now on. */
        void fold(DeviceState device, Destination destination);

        /** A device was forgotten with all its contacts. */
        void forget(DeviceState device);
    }

    private final Taker taker;
    private final Map<FarEnd, FarEnd> interned = new HashMap<>();
    private long chunk = -1;
    private List<DeviceState> devices = new ArrayList<>();
    private List<FarEnd> farEnds = new ArrayList<>();
    private long time;
    private long newestWindow;
    private long newestOfAll = Long.MIN_VALUE;

    JournalReader(Taker taker) {
        this.taker = taker;
    }

    /** Takes back a chunk, as far as {@code journal} does not have it yet. */
    void read(long number, byte[] bytes, Journal journal) {
        int from = journal.restored(number);
        if (from >= bytes.length) {
            return;
        }
        if (from == 0) {
            begin(number); // also where a chunk that was removed had the same number
        } else if (number != chunk) {
            throw new IllegalStateException("chunk " + number + " goes on after another was begun");
        }
        ByteReader in = new ByteReader(bytes);
        in.moveTo(from);
        while (in.hasMore()) {
            step(in, bytes);
        }
        journal.restored(number, newestWindow, bytes.length);
    }

    private void begin(long number) {
        chunk = number;
        devices = new ArrayList<>();
        farEnds = new ArrayList<>();
        time = 0;
        newestWindow = Long.MIN_VALUE;
    }

    private void step(ByteReader in, byte[] bytes) {
        int step = in.varint32();
        switch (step) {
            case Journal.DEVICE -> devices.add(taker.device(in.text()));
            case Journal.FAR_END -> farEnds.add(farEnd(in));
            case Journal.FOLD -> {
                taker.fold(devices.get(in.varint32()), PartCodec.destination(in));
                newestWindow = newestOfAll;
            }
            case Journal.FORGET -> {
                taker.forget(devices.get(in.varint32()));
                newestWindow = newestOfAll;
            }
            case Journal.OTHER -> row(in, bytes, in.varint32(), true);
            default -> row(in, bytes, step, false);
        }
    }

    private void row(ByteReader in, byte[] bytes, int device, boolean toOther) {
        FarEnd farEnd = farEnds.get(in.varint32());
        time += in.varint();
        int length = in.skipBlock();
        int to = in.position();
        long window =
                taker.row(devices.get(device - Journal.FIRST_DEVICE), farEnd, toOther, time, bytes, to - length, to);
        newestWindow = Math.max(newestWindow, window);
        newestOfAll = Math.max(newestOfAll, window);
    }

    private FarEnd farEnd(ByteReader in) {
        Destination destination = PartCodec.destination(in);
        String host = in.nullableText();
        byte[] ip = in.block();
        FarEnd read = new FarEnd(
                destination,
                new Endpoint(
                        host,
                        ip.length == 0 ? null : ip,
                        in.varint32(),
                        Transport.valueOf(in.text()),
                        in.nullableText(),
                        in.nullableText(),
                        in.nullableText(),
                        in.varint()));
        return interned.computeIfAbsent(read, itself -> itself);
    }

    /** Forgets what served for sharing while many chunks were taken back; chunks may still follow. */
    void forgetShared() {
        interned.clear();
    }
}
