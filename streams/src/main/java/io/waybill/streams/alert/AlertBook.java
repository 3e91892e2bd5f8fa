package io.waybill.streams.alert;

import io.waybill.schemas.Alert;
import io.waybill.schemas.AlertStatus;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.aggregate.destination.Senders;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.codec.StableHash;
import io.waybill.streams.detect.Policy;
import io.waybill.streams.detect.Verdict;
import io.waybill.streams.detect.suite.FalseDiscovery;
import io.waybill.streams.part.Part;
import io.waybill.streams.part.Part.PolicyPart;
import io.waybill.streams.part.Part.ProgressPart;
import io.waybill.streams.part.Part.TalliesPart;
import io.waybill.streams.part.Part.VerdictsPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.part.Tally;
import io.waybill.streams.store.Changelog;
import io.waybill.streams.store.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All judgements of the fleet and the alerts published about them. Which alerts stand, and what they say, is computed from the
 * judgements anew each time; what was published before only decides about revisions and retractions.
 *
 * <p>Used by one stream thread.
 */
public final class AlertBook implements Ledger {

    /** The order is part of the stored layout: new kinds go to the end. */
    private enum Kind {
        VERDICTS,
        PROGRESS,
        POLICY,
        ALERT,
        TALLIES,
        FLOOR
    }

    private static final Kind[] KINDS = Kind.values();

    /** Layout of the changelog: 2 since what says nothing any more is removed. */
    private static final int FORMAT = 2;

    private final TreeMap<String, VerdictsPart> verdicts = new TreeMap<>();

    /** Alerts that stand, as they were published. */
    private final TreeMap<String, Alert> published = new TreeMap<>();

    private final Retractions retracted;
    private final TreeMap<Integer, SortedMap<String, Tally>> tallies = new TreeMap<>();
    private final Senders senders;
    private final Map<String, byte @Nullable []> changes = new LinkedHashMap<>();
    private List<PolicyRule> rules = List.of();
    private boolean touched;

    /**
     * An empty book.
     *
     * @param partitions of the destination side: how many senders there are
     */
    public AlertBook(int partitions) {
        this(partitions, Retractions.DEFAULT_LIMIT);
    }

    /** An empty book that knows so many retracted alerts. */
    AlertBook(int partitions, int maxRetracted) {
        senders = new Senders(partitions);
        retracted = new Retractions(maxRetracted);
    }

    /** How far the senders have come. */
    public Senders senders() {
        return senders;
    }

    /** What became of the records, by partition of the device side and then by topic. */
    public SortedMap<Integer, SortedMap<String, Tally>> tallies() {
        return Collections.unmodifiableSortedMap(tallies);
    }

    /** How many retracted alerts were forgotten since the book was made. */
    public long forgottenRetractions() {
        return retracted.forgotten();
    }

    /** Takes what a sender says. */
    public void apply(Part part) {
        changes.put(keyOf(part), saysNothing(part) ? null : PartCodec.write(part));
        take(part);
    }

    /** A statement that only takes an earlier one back need not be kept. */
    private static boolean saysNothing(Part part) {
        return part instanceof VerdictsPart of && of.verdicts().isEmpty() && of.tests() == 0;
    }

    private void take(Part part) {
        if (part instanceof VerdictsPart of) {
            if (saysNothing(of)) {
                verdicts.remove(of.destination());
            } else {
                verdicts.put(of.destination(), of);
            }
            touched = true;
        } else if (part instanceof ProgressPart progress) {
            senders.report(progress.progress());
        } else if (part instanceof TalliesPart told) {
            tallies.put(told.sender(), told.byTopic());
        } else if (part instanceof PolicyPart policy) {
            touched |= !policy.rules().equals(rules);
            rules = policy.rules();
        } else {
            throw new IllegalStateException("not for the alert side: " + part);
        }
    }

    private static String keyOf(Part part) {
        if (part instanceof VerdictsPart of) {
            return key(Kind.VERDICTS, of.destination());
        } else if (part instanceof ProgressPart progress) {
            return key(Kind.PROGRESS, String.valueOf(progress.progress().sender()));
        } else if (part instanceof PolicyPart) {
            return key(Kind.POLICY, "");
        } else if (part instanceof TalliesPart told) {
            return key(Kind.TALLIES, String.valueOf(told.sender()));
        }
        throw new IllegalStateException("not for the alert side: " + part);
    }

    private static String key(Kind kind, String name) {
        return (char) ('0' + kind.ordinal()) + name;
    }

    /** Alerts that changed since the last call, in the order of their ids: new, updated and retracted ones. */
    public List<Alert> settle() {
        if (!touched) {
            return List.of();
        }
        touched = false;
        TreeMap<String, Alert> standing = standing();
        List<Alert> changed = new ArrayList<>();
        for (Alert alert : standing.values()) {
            Alert before = published.get(alert.getId());
            if (before == null) {
                comeUp(alert);
                publish(alert, changed);
            } else if (contentHash(before) != contentHash(alert)) {
                alert.setStatus(AlertStatus.UPDATED);
                alert.setRevision(before.getRevision() + 1);
                publish(alert, changed);
            }
        }
        for (Alert before : List.copyOf(published.values())) {
            if (!standing.containsKey(before.getId())) {
                Alert gone = Alert.newBuilder(before)
                        .setStatus(AlertStatus.RETRACTED)
                        .setRevision(before.getRevision() + 1)
                        .build();
                publish(gone, changed);
                retract(gone);
            }
        }
        return changed;
    }

    /** An alert that does not stand: a new one, or one that was retracted. */
    private void comeUp(Alert alert) {
        Integer before = retracted.takeBack(alert.getId());
        alert.setStatus(before == null ? AlertStatus.OPEN : AlertStatus.UPDATED);
        alert.setRevision((before == null ? retracted.floor() : before) + 1);
    }

    private void retract(Alert alert) {
        published.remove(alert.getId());
        String forgotten = retracted.add(alert.getId(), alert.getRevision());
        if (forgotten != null) {
            changes.put(key(Kind.ALERT, forgotten), null);
            changes.put(
                    key(Kind.FLOOR, ""),
                    new ByteWriter(4).varint(retracted.floor()).toBytes());
        }
    }

    private TreeMap<String, Alert> standing() {
        List<Verdict> candidates = new ArrayList<>();
        long tests = 0;
        for (VerdictsPart part : verdicts.values()) {
            candidates.addAll(part.verdicts());
            tests += part.tests();
        }
        Policy policy = new Policy(rules);
        TreeMap<String, Alert> standing = new TreeMap<>();
        for (Verdict verdict : FalseDiscovery.correct(candidates, tests, policy)) {
            Alert alert = Alerts.of(verdict, null);
            standing.put(alert.getId(), alert);
        }
        Map<String, String> quiet = Quieting.of(standing.values(), policy);
        standing.values().forEach(alert -> alert.setSuppressedBy(quiet.get(alert.getId())));
        return standing;
    }

    private void publish(Alert alert, List<Alert> changed) {
        published.put(alert.getId(), alert);
        changes.put(key(Kind.ALERT, alert.getId()), bytes(alert));
        changed.add(alert);
    }

    private static boolean isRetracted(Alert alert) {
        return alert.getStatus() == AlertStatus.RETRACTED;
    }

    private static long contentHash(Alert alert) {
        return StableHash.of(Alerts.canonicalOf(alert));
    }

    private static byte[] bytes(Alert alert) {
        try {
            ByteBuffer encoded = alert.toByteBuffer();
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void writeChanges(Changelog changelog) {
        changes.forEach((key, value) ->
                changelog.write(new ByteWriter(key.length() + 4).text(key).toBytes(), value));
        changes.clear();
    }

    @Override
    public int format() {
        return FORMAT;
    }

    @Override
    public boolean reads(int format) {
        return format == 1 || format == FORMAT;
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value) {
        String text = new ByteReader(key).text();
        Kind kind = KINDS[text.charAt(0) - '0'];
        String name = text.substring(1);
        if (value == null) {
            remove(kind, name);
            return;
        }
        switch (kind) {
            case VERDICTS, PROGRESS, POLICY, TALLIES -> take(PartCodec.read(value));
            case ALERT -> restoreAlert(name, alert(value));
            case FLOOR -> retracted.restoreFloor(new ByteReader(value).varint32());
        }
    }

    private void remove(Kind kind, String name) {
        switch (kind) {
            case VERDICTS -> {
                verdicts.remove(name);
                touched = true;
            }
            case ALERT -> {
                published.remove(name);
                retracted.takeBack(name);
            }
            case PROGRESS, POLICY, TALLIES, FLOOR ->
                throw new IllegalStateException("entries of this kind are never removed: " + kind + " " + name);
        }
    }

    private void restoreAlert(String id, Alert alert) {
        if (isRetracted(alert)) {
            published.remove(id);
            retracted.add(id, alert.getRevision());
        } else {
            published.put(id, alert);
            retracted.takeBack(id);
        }
    }

    private static Alert alert(byte[] bytes) {
        try {
            return Alert.fromByteBuffer(ByteBuffer.wrap(bytes));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public long size() {
        return published.size() + retracted.size();
    }
}
