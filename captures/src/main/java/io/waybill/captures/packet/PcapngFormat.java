package io.waybill.captures.packet;

import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.ReadContext;
import java.util.List;
import java.util.function.Consumer;

/** pcapng captures: several sections and interfaces, each with its own link type and clock. Stateless. */
public final class PcapngFormat implements CaptureFormat {

    private final Consumer<PacketStatistics> statistics;

    /** Statistics go to the log. */
    public PcapngFormat() {
        this(StatisticsLog::write);
    }

    /** @param statistics takes the statistics of each capture when it was read to its end */
    public PcapngFormat(Consumer<PacketStatistics> statistics) {
        this.statistics = statistics;
    }

    @Override
    public String name() {
        return "pcapng";
    }

    @Override
    public boolean recognises(byte[] head, String fileName) {
        return PcapngRecords.isMagic(head);
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) {
        for (CaptureInput input : inputs) {
            CapturePass.run(input, context, PcapngRecords::new, statistics);
        }
    }
}
