package io.waybill.captures.netflow;

import io.waybill.captures.BadRecordException;
import io.waybill.captures.device.Endpoint;
import io.waybill.captures.netflow.Templates.Key;
import io.waybill.captures.netflow.Templates.Parked;
import io.waybill.captures.netflow.Templates.Source;
import java.nio.ByteBuffer;

/** NetFlow v5 (Cisco), v9 (RFC 3954) and IPFIX (RFC 7011) datagrams to flow records. Not thread-safe. */
final class NetFlowDecoder {

    /** Takes flows with their ids. */
    @FunctionalInterface
    interface FlowTaker {
        void take(FlowRecord flow, String id, long position);
    }

    private static final int V5_HEADER = 24;
    private static final int V5_RECORD = 48;
    private static final int FIRST_DATA_SET = 256;

    private final FlowTaker taker;
    private final Templates templates = new Templates();
    private final FieldValues values = new FieldValues();

    NetFlowDecoder(FlowTaker taker) {
        this.taker = taker;
    }

    Templates templates() {
        return templates;
    }

    long undecodedSets() {
        return templates.undecoded();
    }

    void decode(String exporter, ByteBuffer in, long position) throws BadRecordException {
        if (in.remaining() < 2) {
            throw new BadRecordException("too short for a NetFlow datagram");
        }
        int version = in.getShort(0) & 0xffff;
        switch (version) {
            case 5 -> version5(exporter, in, position);
            case 9 -> version9(exporter, in, position);
            case 10 -> ipfix(exporter, in, position);
            default ->
                throw new BadRecordException("NetFlow version " + version + " is not read; 5, 9 and 10 (IPFIX) are");
        }
    }

    private void version5(String exporter, ByteBuffer in, long position) throws BadRecordException {
        need(in, V5_HEADER);
        int count = in.getShort(2) & 0xffff;
        long uptime = in.getInt(4) & 0xffff_ffffL;
        ExportTime time = new ExportTime((in.getInt(8) & 0xffff_ffffL) * 1_000 + in.getInt(12) / 1_000_000, uptime);
        long sequence = in.getInt(16) & 0xffff_ffffL;
        long sampling = Math.max(1, in.getShort(22) & 0x3fff);
        if (count > (in.remaining() - V5_HEADER) / V5_RECORD) {
            throw new BadRecordException(count + " NetFlow v5 records in " + in.remaining() + " bytes");
        }
        for (int i = 0; i < count; i++) {
            int at = V5_HEADER + i * V5_RECORD;
            long start = time.ofUptime(in.getInt(at + 24) & 0xffff_ffffL, 0);
            long end = time.ofUptime(in.getInt(at + 28) & 0xffff_ffffL, 0);
            FlowRecord flow = new FlowRecord(
                    new Endpoint(null, bytes(in, at, 4), in.getShort(at + 32) & 0xffff),
                    new Endpoint(null, bytes(in, at + 4, 4), in.getShort(at + 34) & 0xffff),
                    in.get(at + 38) & 0xff,
                    Math.max(0, start),
                    Math.max(Math.max(0, start), end),
                    (in.getInt(at + 20) & 0xffff_ffffL) * sampling,
                    (in.getInt(at + 16) & 0xffff_ffffL) * sampling,
                    0,
                    0,
                    in.get(at + 37) & 0xff,
                    false);
            taker.take(flow, "netflow-" + exporter + "-5-" + time.exportMillis() + "-" + sequence + "-" + i, position);
        }
    }

    private static byte[] bytes(ByteBuffer in, int at, int length) {
        byte[] bytes = new byte[length];
        in.get(at, bytes);
        return bytes;
    }

    private void version9(String exporter, ByteBuffer in, long position) throws BadRecordException {
        need(in, 20);
        ExportTime time = new ExportTime((in.getInt(8) & 0xffff_ffffL) * 1_000, in.getInt(4) & 0xffff_ffffL);
        Source source = new Source(exporter, in.getInt(16) & 0xffff_ffffL, 9);
        String id = "netflow-" + exporter + "-9-" + source.domain() + "-" + time.exportMillis() + "-"
                + (in.getInt(12) & 0xffff_ffffL);
        in.position(20);
        sets(source, in, time, position, id);
    }

    private void ipfix(String exporter, ByteBuffer in, long position) throws BadRecordException {
        need(in, 16);
        int length = in.getShort(2) & 0xffff;
        if (length < 16 || length > in.remaining()) {
            throw new BadRecordException("an IPFIX message of " + length + " bytes in " + in.remaining());
        }
        ExportTime time = new ExportTime((in.getInt(4) & 0xffff_ffffL) * 1_000, 0);
        Source source = new Source(exporter, in.getInt(12) & 0xffff_ffffL, 10);
        String id = "ipfix-" + exporter + "-" + source.domain() + "-" + time.exportMillis() + "-"
                + (in.getInt(8) & 0xffff_ffffL);
        in.limit(length);
        in.position(16);
        sets(source, in, time, position, id);
    }

    private static void need(ByteBuffer in, int bytes) throws BadRecordException {
        if (in.remaining() < bytes) {
            throw new BadRecordException("a NetFlow datagram of " + in.remaining() + " bytes, shorter than its header");
        }
    }

    private void sets(Source source, ByteBuffer in, ExportTime time, long position, String idPrefix)
            throws BadRecordException {
        boolean ipfix = source.version() == 10;
        int number = 0;
        while (in.remaining() >= 4) {
            int id = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            if (id == 0 && length == 0) {
                return; // zero bytes that fill the datagram up
            }
            if (length < 4 || length - 4 > in.remaining()) {
                throw new BadRecordException(
                        "a flow set of " + length + " bytes where " + (in.remaining() + 4) + " are left");
            }
            ByteBuffer set = in.slice(in.position(), length - 4);
            in.position(in.position() + length - 4);
            if (id == (ipfix ? 2 : 0)) {
                templateSet(source, set, ipfix);
            } else if (id == (ipfix ? 3 : 1)) {
                optionsSet(source, set, ipfix);
            } else if (id >= FIRST_DATA_SET) {
                dataSet(new Key(source, id), set, time, position, idPrefix + "-" + number);
            }
            number++;
        }
    }

    private void templateSet(Source source, ByteBuffer set, boolean ipfix) throws BadRecordException {
        while (set.remaining() >= 4) {
            int id = set.getShort() & 0xffff;
            int count = set.getShort() & 0xffff;
            if (id < FIRST_DATA_SET) {
                return; // padding
            }
            if (count == 0) {
                templates.withdraw(new Key(source, id));
            } else {
                learn(new Key(source, id), Template.read(set, count, ipfix, false));
            }
        }
    }

    private void optionsSet(Source source, ByteBuffer set, boolean ipfix) throws BadRecordException {
        while (set.remaining() >= 6) {
            int id = set.getShort() & 0xffff;
            int first = set.getShort() & 0xffff;
            int second = set.getShort() & 0xffff;
            if (id < FIRST_DATA_SET) {
                return;
            }
            // What scopes are called differs, but no name of one is that of a value taken from options.
            int count = ipfix ? first : (first + second) / 4;
            learn(new Key(source, id), Template.read(set, count, ipfix, true));
        }
    }

    private void learn(Key key, Template template) throws BadRecordException {
        templates.put(key, template);
        for (Parked waiting : templates.unpark(key)) {
            dataSet(key, ByteBuffer.wrap(waiting.data()), waiting.time(), waiting.position(), waiting.idPrefix());
        }
    }

    private void dataSet(Key key, ByteBuffer set, ExportTime time, long position, String idPrefix)
            throws BadRecordException {
        Template template = templates.get(key);
        if (template == null) {
            templates.park(key, new Parked(bytes(set, 0, set.remaining()), time, position, idPrefix));
            return;
        }
        int least = template.minBytes();
        if (least == 0) {
            throw new BadRecordException("flow data whose template has no fields of any length");
        }
        for (int number = 0; set.remaining() >= least; number++) {
            readRecord(template, set);
            if (template.options()) {
                learnSampling(key.source());
            } else {
                FlowRecord flow = FlowFactory.of(values, time, sampling(key.source()));
                if (flow != null) {
                    taker.take(flow, idPrefix + "-" + number, position);
                }
            }
        }
    }

    private void readRecord(Template template, ByteBuffer set) throws BadRecordException {
        values.clear();
        for (int i = 0; i < template.fields().length; i++) {
            int length = template.lengths()[i];
            if (length == Template.VARIABLE) {
                length = variableLength(set);
            }
            if (length > set.remaining()) {
                throw new BadRecordException("a flow record ends within a field");
            }
            values.take(template.fields()[i], set, length);
            set.position(set.position() + length);
        }
    }

    private static int variableLength(ByteBuffer set) throws BadRecordException {
        if (set.remaining() < 1) {
            throw new BadRecordException("a flow record ends before a field's length");
        }
        int length = set.get() & 0xff;
        if (length < 255) {
            return length;
        }
        if (set.remaining() < 2) {
            throw new BadRecordException("a flow record ends within a field's length");
        }
        return set.getShort() & 0xffff;
    }

    private void learnSampling(Source source) {
        long interval = values.firstOf(FieldValues.SAMPLING_INTERVAL, FieldValues.SAMPLER_RANDOM_INTERVAL);
        long every = values.number(FieldValues.SAMPLING_PACKET_INTERVAL);
        if (interval == 0 && every > 0) {
            interval = (every + values.number(FieldValues.SAMPLING_PACKET_SPACE)) / every;
        }
        if (interval > 0) {
            templates.learnSampling(source, sampler(), interval);
        }
    }

    private long sampling(Source source) {
        long own = values.firstOf(FieldValues.SAMPLING_INTERVAL, FieldValues.SAMPLER_RANDOM_INTERVAL);
        return own > 0 ? own : templates.sampling(source, sampler());
    }

    private long sampler() {
        return values.firstOf(FieldValues.SAMPLER_ID, FieldValues.SELECTOR_ID);
    }
}
