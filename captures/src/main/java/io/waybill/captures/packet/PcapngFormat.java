package io.waybill.captures.packet;

import io.waybill.captures.CaptureFormat;
import io.waybill.captures.CaptureInput;
import io.waybill.captures.ReadContext;
import java.util.List;

/** pcapng captures: several sections and interfaces, each with its own link type and clock. Stateless. */
public final class PcapngFormat implements CaptureFormat {

    private final Surroundings surroundings;

    /** With the decoder's own NetFlow reader; statistics go to the log. */
    public PcapngFormat() {
        this(Surroundings.DEFAULT);
    }

    /** Connected to other surroundings. */
    public PcapngFormat(Surroundings surroundings) {
        this.surroundings = surroundings;
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
            CapturePass.run(input, context, PcapngRecords::new, surroundings);
        }
    }
}
