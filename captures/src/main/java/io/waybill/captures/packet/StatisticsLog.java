package io.waybill.captures.packet;

import io.waybill.captures.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Statistics as one log line: a warning where the flow table was full, else at level debug. */
final class StatisticsLog {

    private static final Logger LOG = LoggerFactory.getLogger(StatisticsLog.class);

    private StatisticsLog() {}

    static void write(PacketStatistics statistics) {
        String line = Printable.escape(statistics.toString());
        if (statistics.flowsEvicted() > 0) {
            LOG.warn("flow table was full: {}", line);
        } else {
            LOG.debug("capture read: {}", line);
        }
    }
}
