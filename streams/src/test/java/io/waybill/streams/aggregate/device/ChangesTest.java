package io.waybill.streams.aggregate.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.waybill.schemas.AvroTrust;
import io.waybill.schemas.DestinationKind;
import io.waybill.schemas.DeviceProfile;
import io.waybill.schemas.PolicyKind;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.codec.ByteReader;
import io.waybill.streams.part.PartCodec;
import io.waybill.streams.resolve.Destination;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The last thing that happened to an entry is written, once. */
class ChangesTest {

    private static final Destination SITE = new Destination("a.com", DestinationKind.SITE);

    private final Changes changes = new Changes();

    @BeforeAll
    static void trust() {
        AvroTrust.vouch();
    }

    private static DeviceState device(String id, boolean named) {
        DeviceState device = new DeviceState(id, new HashMap<>(), new BoundHits());
        if (named) {
            device.apply(DeviceProfile.newBuilder()
                    .setDeviceId(id)
                    .setValidFrom(Instant.EPOCH)
                    .setManufacturer("M")
                    .setModel("model of " + id)
                    .build());
        }
        return device;
    }

    private static PolicyRule rule(String id) {
        return PolicyRule.newBuilder()
                .setRuleId(id)
                .setKind(PolicyKind.WATCH_LIST)
                .build();
    }

    /** What is written, in words. */
    private Map<String, String> written() {
        Map<String, String> entries = new LinkedHashMap<>();
        changes.writeTo((key, value) -> {
            BookKey of = BookKey.read(key);
            assertThat(of.toBytes()).isEqualTo(key);
            String what = of.kind() + " " + of.subject();
            if (of.kind() == BookKey.Kind.FINDINGS) {
                what += " " + of.destination().name();
            }
            String content = switch (of.kind()) {
                case RULE ->
                    value == null ? "-" : PartCodec.rule(new ByteReader(value)).getRuleId();
                case DEVICE -> {
                    DeviceState device = device("any", false);
                    if (value != null) {
                        device.restore(value);
                    }
                    yield value == null ? "-" : device.model();
                }
                default -> value == null ? "-" : "" + new ByteReader(value).int64();
            };
            assertThat(entries.put(what, content)).as(what).isNull();
        });
        return entries;
    }

    @Test
    void isWrittenOnce() {
        DeviceState gone = device("gone", true);
        DeviceState back = device("back", true);
        Pair pair = new Pair(gone, new Target(SITE, 0));
        changes.of(gone);
        changes.of(back);
        changes.of(device("unnamed", false));
        changes.forgotten(gone);
        changes.forgotten(back);
        changes.of(back);
        changes.ofRule("r1", null);
        changes.ofRule("r1", rule("r1"));
        changes.ofRule("r2", rule("r2"));
        changes.ofRule("r2", null);
        changes.ofFindings(pair, 7);
        changes.ofFindings(pair, 0);
        changes.ofFindings(BookKey.findings(new Pair(back, pair.target())), 0);
        changes.ofFindings(BookKey.findings(new Pair(back, pair.target())), -9);

        assertThat(written())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "DEVICE gone", "-",
                        "DEVICE back", "model of back",
                        "DEVICE unnamed", "-",
                        "RULE r1", "r1",
                        "RULE r2", "-",
                        "FINDINGS gone a.com", "-",
                        "FINDINGS back a.com", "-9"));
        assertThat(written()).isEmpty();
    }
}
