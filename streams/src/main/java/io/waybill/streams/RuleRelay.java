package io.waybill.streams;

import io.waybill.streams.feed.EndOfInput;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Hands rules on to their broadcast as they come, and commits where their input ends: what follows sees nothing of it before, and
 * would wait for the next regular commit.
 */
final class RuleRelay implements Processor<byte[], byte[], byte[], byte[]> {

    static final String NAME = "rules";

    private @Nullable ProcessorContext<byte[], byte[]> context;

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<byte[], byte[]> onward = Objects.requireNonNull(context);
        onward.forward(record);
        if (EndOfInput.round(record.headers()).isPresent()) {
            onward.commit();
        }
    }
}
