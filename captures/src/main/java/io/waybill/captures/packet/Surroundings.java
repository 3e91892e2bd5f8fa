package io.waybill.captures.packet;

import io.waybill.captures.netflow.NetflowDatagrams;
import java.util.function.Consumer;

/**
 * What packet formats are connected to, apart from the reading itself.
 *
 * @param netflow decodes export datagrams found in captures
 * @param statistics takes the statistics of each capture when it was read to its end
 */
public record Surroundings(NetflowDatagrams.Factory netflow, Consumer<PacketStatistics> statistics) {

    /** Statistics go to the log. */
    static final Surroundings DEFAULT = new Surroundings(NetflowDatagrams.NONE, StatisticsLog::write);
}
