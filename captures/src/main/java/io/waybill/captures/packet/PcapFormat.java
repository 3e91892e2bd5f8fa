package io.waybill.captures.packet;

import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.ReadContext;
import java.util.List;
import java.util.function.Consumer;

/** Classic libpcap captures: micro- and nanoseconds, both byte orders, the modified variant. Stateless. */
public final class PcapFormat implements CaptureFormat {

    private final Consumer<PacketStatistics> statistics;

    /** Statistics go to the log. */
    public PcapFormat() {
        this(StatisticsLog::write);
    }

    /** @param statistics takes the statistics of each capture when it was read to its end */
    public PcapFormat(Consumer<PacketStatistics> statistics) {
        this.statistics = statistics;
    }

    @Override
    public String name() {
        return "pcap";
    }

    @Override
    public boolean recognises(byte[] head, String fileName) {
        return PcapRecords.isMagic(head);
    }

    @Override
    public void read(List<CaptureInput> inputs, ReadContext context) {
        for (CaptureInput input : inputs) {
            CapturePass.run(input, context, PcapRecords::open, statistics);
        }
    }
}
