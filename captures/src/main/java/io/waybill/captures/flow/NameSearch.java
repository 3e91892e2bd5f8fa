package io.waybill.captures.flow;

import io.waybill.captures.name.QuicNames;
import io.waybill.captures.name.StreamStart;
import org.jspecify.annotations.Nullable;

/** The bytes one flow keeps while its name is looked for. */
final class NameSearch {

    private final int maxBytes;
    private @Nullable StreamStart a;
    private @Nullable StreamStart b;
    private @Nullable QuicNames quic;

    NameSearch(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    StreamStart side(boolean sideA) {
        if (sideA) {
            return a == null ? a = new StreamStart(maxBytes) : a;
        }
        return b == null ? b = new StreamStart(maxBytes) : b;
    }

    QuicNames quic() {
        return quic == null ? quic = new QuicNames(maxBytes) : quic;
    }

    int bytesHeld() {
        return (a == null ? 0 : a.bytesHeld())
                + (b == null ? 0 : b.bytesHeld())
                + (quic == null ? 0 : quic.bytesHeld());
    }
}
