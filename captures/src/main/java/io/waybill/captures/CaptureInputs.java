package io.waybill.captures;

import io.waybill.captures.input.FoundInput;
import io.waybill.captures.input.InputFinder;
import io.waybill.captures.input.InputSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that arguments name, each with the format its content is recognised as. Immutable, but standard input among
 * them can be read once only.
 *
 * @param recognised what can be read, in the order of names
 * @param passedOver files met in folders that are no capture
 */
public record CaptureInputs(List<Recognised> recognised, int passedOver) {

    /** Copies the list. */
    public CaptureInputs {
        recognised = List.copyOf(recognised);
    }

    /**
     * One input.
     *
     * @param input opens it
     * @param format what it is read as
     * @param path the file, for its digest; null for standard input
     */
    public record Recognised(
            CaptureInput input,
            CaptureFormat format,
            @Nullable Path path) {}

    /**
     * Follows arguments (file, folder, glob, {@code -}) and recognises what is there. What was named itself and is no capture
     * is a problem; what was met in a folder and is none is passed over, which is a problem where nothing else was found.
     *
     * @param format read everything as this format, whatever it looks like; null to go by content
     * @param standardInput what {@code -} means
     * @param problems also taken later, while the inputs are read
     */
    public static CaptureInputs open(
            List<String> arguments,
            @Nullable CaptureFormat format,
            InputStream standardInput,
            DecodeSettings settings,
            ProblemSink problems)
            throws IOException {
        List<Recognised> recognised = new ArrayList<>();
        int passedOver = 0;
        for (FoundInput found : InputFinder.find(arguments, problems)) {
            Recognised input = recognise(found, format, standardInput, settings, problems);
            if (input != null) {
                recognised.add(input);
            } else if (!found.explicit()) {
                passedOver++;
            }
        }
        if (recognised.isEmpty() && passedOver > 0) {
            problems.accept(new InputProblem(
                    String.join(" ", arguments),
                    "file",
                    0,
                    "nothing there is a capture; files passed over: " + passedOver));
        }
        return new CaptureInputs(recognised, passedOver);
    }

    private static @Nullable Recognised recognise(
            FoundInput found,
            @Nullable CaptureFormat forced,
            InputStream standardInput,
            DecodeSettings settings,
            ProblemSink problems) {
        InputSource source = new InputSource(found, standardInput, settings.maxExpansion(), problems);
        try {
            CaptureInput input = new CaptureInput(found.name(), source.sizeBytes(), source);
            if (forced != null) {
                return new Recognised(input, forced, found.path());
            }
            InputSource.Head head = source.head();
            CaptureFormat format = CaptureFormats.recognised(head.bytes(), found.name());
            if (format != null) {
                return new Recognised(input, format, found.path());
            }
            head.problems().forEach(problems::accept);
            if (found.explicit()) {
                problems.accept(new InputProblem(found.name(), "file", 0, notACapture(head.bytes())));
            }
        } catch (IOException e) {
            problems.accept(new InputProblem(found.name(), "file", 0, "cannot be read: " + e.getMessage()));
        }
        return null;
    }

    private static String notACapture(byte[] head) {
        return head.length == 0
                ? "not a capture: it is empty"
                : "not a capture: its content is of no known format; --format reads it as one of "
                        + CaptureFormats.names();
    }
}
