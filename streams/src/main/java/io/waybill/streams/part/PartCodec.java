package io.waybill.streams.part;

import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.detect.Cohort;
import io.waybill.streams.detect.DestinationView.Reach;
import io.waybill.streams.detect.Fleet;
import io.waybill.streams.part.Part.Active;
import io.waybill.streams.part.Part.ActivityPart;
import io.waybill.streams.part.Part.CohortsPart;
import io.waybill.streams.part.Part.CountPart;
import io.waybill.streams.part.Part.CountsPart;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Part.ReachPart;
import io.waybill.streams.part.Part.TalliesPart;
import io.waybill.streams.part.Part.VerdictsPart;
import io.waybill.streams.resolve.Destination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Bytes of {@link Part}s: a version, a kind, the fields. The version is raised when the layout changes; what an older version
 * wrote stays readable for as long as a repartition topic or changelog may hold it. Safe for several threads.
 */
public final class PartCodec {

    private static final int VERSION = 1;

    /** Where a part is written before its size is known: parts are many, and most of them small. */
    private static final ThreadLocal<ByteWriter> SCRATCH = ThreadLocal.withInitial(() -> new ByteWriter(1 << 12));

    /** A thread does not keep the room that one large part took. */
    private static final int MOST_SCRATCH = 1 << 20;

    private static final int IDLE = 1;
    private static final int LOOKING = 2;

    private PartCodec() {}

    /** Kafka's view of this codec. */
    public static Serde<Part> serde() {
        Serializer<Part> serializer = (topic, part) -> write(part);
        Deserializer<Part> deserializer = (topic, bytes) -> read(bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    /** The bytes of a part. */
    public static byte[] write(Part part) {
        ByteWriter out = SCRATCH.get();
        out.clear();
        write(out.int8(VERSION), part);
        byte[] bytes = out.toBytes();
        if (bytes.length > MOST_SCRATCH) {
            SCRATCH.remove();
        }
        return bytes;
    }

    private static void write(ByteWriter out, Part part) {
        if (part instanceof CountPart count) {
            out.int8(1);
            destination(out, count.destination());
            DetectCodec.cohort(out, count.cohort());
            out.varint(count.window()).varint(count.sender());
            sums(out, count.sums());
        } else if (part instanceof ReachPart reach) {
            out.int8(2);
            destination(out, reach.destination());
            out.varint(reach.sender());
            cohorts(out, reach.reach(), PartCodec::reach);
        } else if (part instanceof FindingsPart findings) {
            out.int8(3);
            destination(out, findings.destination());
            out.text(findings.deviceId());
            DetectCodec.list(out, findings.findings(), DetectCodec::finding);
        } else if (part instanceof ActivityPart activity) {
            out.int8(4).varint(activity.sender()).varint(activity.window());
            cohorts(
                    out,
                    activity.active(),
                    (to, active) -> to.varint(active.devices()).varint(active.events()));
        } else if (part instanceof CohortsPart cohorts) {
            out.int8(5).varint(cohorts.sender());
            cohorts(out, cohorts.cohorts(), PartCodec::activity);
        } else if (part instanceof ProgressPart progress) {
            out.int8(6);
            progress(out, progress.progress());
        } else if (part instanceof PolicyPart policy) {
            out.int8(7);
            DetectCodec.list(out, policy.rules(), PartCodec::rule);
        } else if (part instanceof VerdictsPart verdicts) {
            out.int8(8).text(verdicts.destination());
            DetectCodec.list(out, verdicts.verdicts(), DetectCodec::verdict);
            out.varint(verdicts.tests());
        } else if (part instanceof TalliesPart tallies) {
            out.int8(9).varint(tallies.sender());
            DetectCodec.map(out, tallies.byTopic(), PartCodec::tally);
        } else if (part instanceof CountsPart counts) {
            out.int8(10);
            counts(out, counts);
        }
    }

    /** The part behind the bytes. */
    public static Part read(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.int8();
        if (version != VERSION) {
            throw new IllegalStateException("part of version " + version + "; this program reads version " + VERSION);
        }
        int kind = in.int8();
        return switch (kind) {
            case 1 -> new CountPart(destination(in), DetectCodec.cohort(in), in.varint(), in.varint32(), sums(in));
            case 2 -> new ReachPart(destination(in), in.varint32(), cohorts(in, PartCodec::reach));
            case 3 -> new FindingsPart(destination(in), in.text(), DetectCodec.list(in, DetectCodec::finding));
            case 4 ->
                new ActivityPart(
                        in.varint32(), in.varint(), cohorts(in, from -> new Active(from.varint(), from.varint())));
            case 5 -> new CohortsPart(in.varint32(), cohorts(in, PartCodec::activity));
            case 6 -> new ProgressPart(progress(in));
            case 7 -> new PolicyPart(DetectCodec.list(in, PartCodec::rule));
            case 8 -> new VerdictsPart(in.text(), DetectCodec.list(in, DetectCodec::verdict), in.varint());
            case 9 -> new TalliesPart(in.varint32(), DetectCodec.map(in, PartCodec::tally));
            case 10 -> counts(in);
            default -> throw new IllegalStateException("part of unknown kind " + kind);
        };
    }

    /** Destination and sender once, and the windows, of which rows that are told together have few, as differences. */
    private static void counts(ByteWriter out, CountsPart counts) {
        destination(out, counts.destination());
        out.varint(counts.sender()).varint(counts.rows().size());
        long window = 0;
        for (CountPart row : counts.rows()) {
            out.varint(row.window() - window);
            window = row.window();
            DetectCodec.cohort(out, row.cohort());
            sums(out, row.sums());
        }
    }

    private static CountsPart counts(ByteReader in) {
        Destination destination = destination(in);
        int sender = in.varint32();
        List<CountPart> rows = new ArrayList<>();
        long window = 0;
        for (int left = in.count(); left > 0; left--) {
            window += in.varint();
            rows.add(new CountPart(destination, DetectCodec.cohort(in), window, sender, sums(in)));
        }
        return new CountsPart(rows);
    }

    /** Writes a destination. */
    public static void destination(ByteWriter out, Destination destination) {
        out.text(destination.kind().name()).text(destination.name());
    }

    /** Reads a destination. */
    public static Destination destination(ByteReader in) {
        DestinationKind kind = DestinationKind.valueOf(in.recurringText());
        return new Destination(in.recurringText(), kind);
    }

    /** Writes sums. */
    public static void sums(ByteWriter out, Sums sums) {
        out.varint(sums.connections())
                .varint(sums.failed())
                .varint(sums.bytesSent())
                .varint(sums.bytesReceived())
                .varint(sums.packetsSent())
                .varint(sums.packetsReceived())
                .varint(sums.devices())
                .varint(sums.firstSeen())
                .varint(sums.lastSeen());
        DetectCodec.map(out, sums.places(), ByteWriter::varint);
    }

    /** Reads sums. */
    public static Sums sums(ByteReader in) {
        return new Sums(
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                in.varint(),
                DetectCodec.map(in, ByteReader::varint));
    }

    /** Writes progress. */
    public static void progress(ByteWriter out, Progress progress) {
        out.varint(progress.sender())
                .varint(progress.watermark())
                .varint(progress.round())
                .int8((progress.idle() ? IDLE : 0) | (progress.isLooking() ? LOOKING : 0));
        tally(out, progress.tally());
        if (progress.isLooking()) {
            out.varint(progress.looked());
        }
    }

    /** Reads progress. */
    public static Progress progress(ByteReader in) {
        int sender = in.varint32();
        long watermark = in.varint();
        long round = in.varint();
        int flags = in.int8();
        Tally tally = tally(in);
        long looked = (flags & LOOKING) != 0 ? in.varint() : watermark;
        return new Progress(sender, watermark, looked, round, (flags & IDLE) != 0, tally);
    }

    /** Writes a tally. */
    public static void tally(ByteWriter out, Tally tally) {
        out.varint(tally.in()).varint(tally.counted()).varint(tally.repeated()).varint(tally.late());
        DetectCodec.map(out, tally.deadLettered(), ByteWriter::varint);
    }

    /** Reads a tally. */
    public static Tally tally(ByteReader in) {
        return new Tally(in.varint(), in.varint(), in.varint(), in.varint(), DetectCodec.map(in, ByteReader::varint));
    }

    /** Writes a policy rule, in Avro's binary encoding with its fingerprint, so that rules may evolve. */
    public static void rule(ByteWriter out, PolicyRule rule) {
        try {
            ByteBuffer encoded = rule.toByteBuffer();
            out.block(encoded.array(), encoded.arrayOffset() + encoded.position(), encoded.remaining());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads a policy rule. */
    public static PolicyRule rule(ByteReader in) {
        try {
            return PolicyRule.fromByteBuffer(ByteBuffer.wrap(in.block()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void reach(ByteWriter out, Reach reach) {
        out.varint(reach.devices()).varint(reach.firstSeen()).varint(reach.lastSeen());
        DetectCodec.events(out, reach.evidence());
    }

    private static Reach reach(ByteReader in) {
        return new Reach(in.varint(), in.varint(), in.varint(), DetectCodec.events(in));
    }

    private static void activity(ByteWriter out, Fleet.Activity activity) {
        out.varint(activity.devices())
                .varint(activity.resetDevices())
                .varint(activity.firstSeen())
                .varint(activity.lastSeen());
    }

    private static Fleet.Activity activity(ByteReader in) {
        return new Fleet.Activity(in.varint(), in.varint(), in.varint(), in.varint());
    }

    private static <V> void cohorts(ByteWriter out, SortedMap<Cohort, V> entries, BiConsumer<ByteWriter, V> value) {
        out.varint(entries.size());
        entries.forEach((cohort, each) -> {
            DetectCodec.cohort(out, cohort);
            value.accept(out, each);
        });
    }

    private static <V> SortedMap<Cohort, V> cohorts(ByteReader in, Function<ByteReader, V> value) {
        int count = in.count();
        SortedMap<Cohort, V> entries = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            entries.put(DetectCodec.cohort(in), value.apply(in));
        }
        return entries;
    }
}
