package io.waybill.streams.aggregate.device;

import io.waybill.schemas.PolicyRule;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.store.Changelog;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What changed in a {@link DeviceBook} since the last commit. */
final class Changes {

    private final Set<DeviceState> devices = new LinkedHashSet<>();
    private final Set<Pair> pairs = new LinkedHashSet<>();
    private final Set<ContactCell> cells = new LinkedHashSet<>();
    private final Set<BookKey> removed = new LinkedHashSet<>();
    private final Map<String, Optional<PolicyRule>> rules = new LinkedHashMap<>();

    void of(DeviceState device) {
        devices.add(device);
    }

    void of(Pair pair) {
        pairs.add(pair);
        removed.remove(BookKey.of(pair));
    }

    void of(ContactCell cell) {
        cells.add(cell);
    }

    void ofRule(String ruleId, @Nullable PolicyRule rule) {
        rules.put(ruleId, Optional.ofNullable(rule));
    }

    void removed(Pair pair) {
        pairs.remove(pair);
        removed.add(BookKey.of(pair));
    }

    void removed(ContactCell cell) {
        cells.remove(cell);
        removed.add(BookKey.of(cell));
    }

    void writeTo(Changelog changelog) {
        removed.forEach(key -> changelog.write(key.toBytes(), null));
        rules.forEach((ruleId, rule) -> changelog.write(
                BookKey.rule(ruleId).toBytes(), rule.map(Changes::bytes).orElse(null)));
        devices.forEach(device -> changelog.write(BookKey.of(device).toBytes(), device.toBytes()));
        for (Pair pair : pairs) {
            if (pair.takeChanged()) {
                changelog.write(BookKey.of(pair).toBytes(), pair.toBytes());
            }
        }
        cells.forEach(cell -> changelog.write(BookKey.of(cell).toBytes(), cell.toBytes()));
        removed.clear();
        rules.clear();
        devices.clear();
        pairs.clear();
        cells.clear();
    }

    private static byte[] bytes(PolicyRule rule) {
        ByteWriter out = new ByteWriter(128);
        PartCodec.rule(out, rule);
        return out.toBytes();
    }
}
