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
import java.util.Optional;
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
        TALLIES
    }

    private static final Kind[] KINDS = Kind.values();

    private final TreeMap<String, VerdictsPart> verdicts = new TreeMap<>();
    private final TreeMap<String, Alert> published = new TreeMap<>();
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
        senders = new Senders(partitions);
    }

    /** How far the senders have come. */
    public Senders senders() {
        return senders;
    }

    /** What became of the records, by partition of the device side and then by topic. */
    public SortedMap<Integer, SortedMap<String, Tally>> tallies() {
        return Collections.unmodifiableSortedMap(tallies);
    }

    /** Takes what a sender says. */
    public void apply(Part part) {
        changes.put(keyOf(part), PartCodec.write(part));
        take(part);
    }

    private void take(Part part) {
        if (part instanceof VerdictsPart of) {
            verdicts.put(of.destination(), of);
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
            if (before == null || contentHash(before) != contentHash(alert) || isRetracted(before)) {
                alert.setStatus(before == null ? AlertStatus.OPEN : AlertStatus.UPDATED);
                alert.setRevision(before == null ? 1 : before.getRevision() + 1);
                publish(alert, changed);
            }
        }
        for (Alert before : List.copyOf(published.values())) {
            if (!standing.containsKey(before.getId()) && !isRetracted(before)) {
                Alert retracted = Alert.newBuilder(before)
                        .setStatus(AlertStatus.RETRACTED)
                        .setRevision(before.getRevision() + 1)
                        .build();
                publish(retracted, changed);
            }
        }
        return changed;
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
    public void restore(byte[] key, byte @Nullable [] value) {
        String name = new ByteReader(key).text();
        byte[] bytes = Optional.ofNullable(value).orElseThrow();
        switch (KINDS[name.charAt(0) - '0']) {
            case VERDICTS, PROGRESS, POLICY, TALLIES -> take(PartCodec.read(bytes));
            case ALERT -> {
                try {
                    published.put(name.substring(1), Alert.fromByteBuffer(ByteBuffer.wrap(bytes)));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        }
    }

    @Override
    public long size() {
        return published.size();
    }
}
