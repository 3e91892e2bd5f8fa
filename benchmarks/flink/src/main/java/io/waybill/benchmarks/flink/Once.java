package io.waybill.benchmarks.flink;

import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Of events of a device with the same id, the first one. */
final class Once extends KeyedProcessFunction<String, Contact, Contact> {

    private static final long serialVersionUID = 1;

    private transient @Nullable MapState<String, Boolean> seen;

    @Override
    public void open(OpenContext context) {
        seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.STRING, Types.BOOLEAN));
    }

    @Override
    public void processElement(Contact contact, Context context, Collector<Contact> out) throws Exception {
        MapState<String, Boolean> ids = Objects.requireNonNull(seen);
        if (!ids.contains(contact.eventId)) {
            ids.put(contact.eventId, true);
            out.collect(contact);
        }
    }
}
