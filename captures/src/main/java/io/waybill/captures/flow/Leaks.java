package io.waybill.captures.flow;

import io.waybill.captures.DeviceResolver;
import io.waybill.captures.leak.IdentifierScanners;
import io.waybill.captures.leak.LeakScan;
import io.waybill.captures.name.Finding;
import io.waybill.captures.packet.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Looks into what known devices send in clear for their own identifiers. What TLS and QUIC carry is not looked into.
 */
final class Leaks {

    private final IdentifierScanners scanners;
    private final DeviceResolver devices;

    Leaks(IdentifierScanners scanners, DeviceResolver devices) {
        this.scanners = scanners;
        this.devices = devices;
    }

    /** A packet with payload. */
    void payload(Flow flow, Frame frame, boolean fromA) {
        if (scanners.isIdle() || isEncrypted(flow.finding)) {
            return;
        }
        LeakScan scan = fromA ? flow.aLeaks : flow.bLeaks;
        if (scan == null && !flow.has(fromA, Flow.SCAN_DECIDED)) {
            flow.mark(fromA, Flow.SCAN_DECIDED);
            String device = FlowSide.of(flow, fromA).known(devices, frame.timeMillis());
            scan = device == null ? null : scanners.scan(device);
            if (fromA) {
                flow.aLeaks = scan;
            } else {
                flow.bLeaks = scan;
            }
        }
        if (scan != null) {
            // Datagrams do not continue each other.
            boolean continues = flow.isTcp();
            scan.payload(continues, frame.tcpSequence(), frame.data(), frame.payloadAt(), frame.payloadCaptured());
        }
    }

    private static boolean isEncrypted(@Nullable Finding finding) {
        return finding != null && finding.ja4() != null;
    }

    /** Kinds found in what this side sent. */
    static int found(Flow flow, boolean sideA) {
        LeakScan scan = sideA ? flow.aLeaks : flow.bLeaks;
        return scan == null ? 0 : scan.found();
    }
}
