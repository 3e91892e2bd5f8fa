package io.waybill.captures;

import io.waybill.captures.CaptureInputs.Recognised;
import io.waybill.captures.DecodeSummary.Input;
import io.waybill.schemas.DeviceConnection;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The way in: from arguments to events. Inputs of one format are read together, format after format, so that the same
 * arguments give the same events in the same order. One decoder serves one call of {@link #decode}; not thread-safe.
 */
public final class CaptureDecoder {
    /** Problems of one input that are handed over one by one; of the rest only the number is told. */
    public static final int MAX_REPORTED_PER_INPUT = 1_000;

    private final ReadContext context;
    private final ProblemSink problemSink;
    private final Map<String, long[]> eventsByInput = new HashMap<>();
    private final Map<String, long[]> problemsByInput = new HashMap<>();
    private String currentInput = "";
    private long events;
    private long problems;

    private CaptureDecoder(ReadContext context) {
        problemSink = context.problems();
        this.context = new ReadContext(
                context.devices(),
                context.identifiers(),
                event -> accept(event, context.connections()),
                problem -> accept(problem, context.problems()),
                context.settings(),
                context.bounds());
    }

    /**
     * Decodes what these arguments name.
     *
     * @param format read everything as this format; null to go by content
     * @param standardInput what {@code -} means
     * @throws IOException when the machine fails; broken inputs are problems
     */
    public static DecodeSummary decode(
            List<String> arguments, @Nullable CaptureFormat format, InputStream standardInput, ReadContext context)
            throws IOException {
        CaptureDecoder decoder = new CaptureDecoder(context);
        CaptureInputs inputs =
                CaptureInputs.open(arguments, format, standardInput, context.settings(), decoder.context.problems());
        return decoder.run(inputs);
    }

    private DecodeSummary run(CaptureInputs inputs) throws IOException {
        for (CaptureFormat format : CaptureFormats.ALL) {
            List<CaptureInput> group = inputs.recognised().stream()
                    .filter(input -> input.format().name().equals(format.name()))
                    .map(input -> observed(input.input()))
                    .toList();
            if (!group.isEmpty()) {
                format.read(group, context);
            }
        }
        reportRest();
        List<Input> counts = new ArrayList<>();
        for (Recognised input : inputs.recognised()) {
            String name = input.input().name();
            counts.add(new Input(
                    name,
                    input.format().name(),
                    input.path(),
                    count(eventsByInput, name),
                    count(problemsByInput, name)));
        }
        return new DecodeSummary(counts, events, problems, inputs.passedOver());
    }

    /** Notes which input is being read, for events that carry another name: an earlier capture's, or that of a file in a zip. */
    private CaptureInput observed(CaptureInput input) {
        eventsByInput.put(input.name(), new long[1]);
        return new CaptureInput(input.name(), input.sizeBytes(), () -> {
            currentInput = input.name();
            return input.source().open();
        });
    }

    private void accept(DeviceConnection event, ConnectionSink sink) {
        events++;
        long[] count = eventsByInput.get(event.getCapture());
        if (count == null) {
            count = eventsByInput.computeIfAbsent(currentInput, name -> new long[1]);
        }
        count[0]++;
        sink.accept(event);
    }

    private void accept(InputProblem problem, ProblemSink sink) {
        problems++;
        long[] count = problemsByInput.computeIfAbsent(problem.input(), name -> new long[1]);
        if (++count[0] <= MAX_REPORTED_PER_INPUT) {
            sink.accept(problem);
        }
    }

    /** Problems beyond those handed over one by one are handed over as a number. */
    private void reportRest() {
        new TreeMap<>(problemsByInput).forEach((input, count) -> {
            if (count[0] > MAX_REPORTED_PER_INPUT) {
                long rest = count[0] - MAX_REPORTED_PER_INPUT;
                problemSink.accept(new InputProblem(input, "file", 0, rest + " further problems like these"));
            }
        });
    }

    private static long count(Map<String, long[]> counts, String name) {
        long[] count = counts.get(name);
        return count == null ? 0 : count[0];
    }
}
