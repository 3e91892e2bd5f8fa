package io.waybill.streams.aggregate.device;

import io.waybill.schemas.PolicyRule;
import io.waybill.streams.codec.ByteWriter;
import io.waybill.streams.part.Part.FindingsPart;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.store.Changelog;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What changed in a {@link DeviceBook} since the last commit, contacts apart. */
final class Changes {

    private final Set<DeviceState> devices = new LinkedHashSet<>();
    private final Set<String> forgotten = new LinkedHashSet<>();
    private final Map<BookKey, Long> findings = new LinkedHashMap<>();
    private final Map<String, Optional<PolicyRule>> rules = new LinkedHashMap<>();

    void of(DeviceState device) {
        devices.add(device);
        forgotten.remove(device.id());
    }

    /** A device was forgotten. */
    void forgotten(DeviceState device) {
        devices.remove(device);
        forgotten.add(device.id());
    }

    /** Other findings were sent, or, where the hash is 0, earlier ones taken back. */
    void ofFindings(Pair pair, long hash) {
        ofFindings(BookKey.findings(pair), hash);
    }

    /** The same by the key of the entry. */
    void ofFindings(BookKey key, long hash) {
        findings.put(key, hash);
    }

    /** Other findings were sent of the devices over the bound: a restart takes them back, and tells again what still holds. */
    void ofOverBound(FindingsPart news) {
        ofFindings(
                new BookKey(BookKey.Kind.FINDINGS, news.deviceId(), news.destination(), 0),
                news.findings().size());
    }

    void ofRule(String ruleId, @Nullable PolicyRule rule) {
        rules.put(ruleId, Optional.ofNullable(rule));
    }

    void writeTo(Changelog changelog) {
        rules.forEach((ruleId, rule) -> changelog.write(
                BookKey.rule(ruleId).toBytes(), rule.map(Changes::bytes).orElse(null)));
        forgotten.forEach(id -> changelog.write(BookKey.device(id).toBytes(), null));
        devices.forEach(
                device -> changelog.write(BookKey.of(device).toBytes(), device.isNamed() ? device.toBytes() : null));
        findings.forEach((key, hash) -> changelog.write(
                key.toBytes(), hash == 0 ? null : new ByteWriter(8).int64(hash).toBytes()));
        clear();
    }

    void clear() {
        devices.clear();
        forgotten.clear();
        findings.clear();
        rules.clear();
    }

    private static byte[] bytes(PolicyRule rule) {
        ByteWriter out = new ByteWriter(128);
        PartCodec.rule(out, rule);
        return out.toBytes();
    }
}
