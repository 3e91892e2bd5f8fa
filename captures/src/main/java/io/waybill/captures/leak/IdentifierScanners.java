package io.waybill.captures.leak;

import io.waybill.captures.KnownIdentifiers;
import io.waybill.captures.KnownIdentifiers.Identifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scanners by device, made when first needed; at most {@value #MAX_SCANNERS} are kept. Not thread-safe. */
public final class IdentifierScanners {

    static final int MAX_SCANNERS = 1_024;

    private final KnownIdentifiers identifiers;
    private final Map<String, IdentifierScanner> byDevice = new LinkedHashMap<>(16, 0.75f, true);

    /** Of these devices; nothing is made before it is asked for. */
    public IdentifierScanners(KnownIdentifiers identifiers) {
        this.identifiers = identifiers;
    }

    /** Whether there is nothing to look for at all. */
    public boolean isIdle() {
        return identifiers == KnownIdentifiers.NONE;
    }

    /** A new scan for a flow that this device sends on; null where none of its identifiers are known. */
    public @Nullable LeakScan scan(String deviceId) {
        IdentifierScanner known = byDevice.get(deviceId);
        if (known == null) {
            List<Identifier> ofDevice = identifiers.of(deviceId);
            if (ofDevice.isEmpty()) {
                return null;
            }
            known = new IdentifierScanner(ofDevice);
            byDevice.put(deviceId, known);
            if (byDevice.size() > MAX_SCANNERS) {
                byDevice.remove(byDevice.keySet().iterator().next());
            }
        }
        return new LeakScan(known);
    }
}
