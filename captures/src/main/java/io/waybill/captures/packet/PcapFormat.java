package io.waybill.captures.packet;

import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.ReadContext;
import java.util.List;

/** Classic libpcap captures: micro- and nanoseconds, both byte orders, the modified variant. Stateless. */
public final class PcapFormat implements CaptureFormat {

    private final Surroundings surroundings;

    /** With the decoder's own NetFlow reader; statistics go to the log. */
    public PcapFormat() {
        this(Surroundings.DEFAULT);
    }

    /** Connected to other surroundings. */
    public PcapFormat(Surroundings surroundings) {
        this.surroundings = surroundings;
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
            CapturePass.run(input, context, PcapRecords::open, surroundings);
        }
    }
}
