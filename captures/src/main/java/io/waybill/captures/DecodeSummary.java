package io.waybill.captures;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decoding came to.
 *
 * @param inputs per input, in the order of names
 * @param events events handed over
 * @param problems problems reported, those of inputs that could not be opened included
 * @param passedOver files met in folders that are no capture
 */
public record DecodeSummary(List<Input> inputs, long events, long problems, int passedOver) {

    /** Copies the list. */
    public DecodeSummary {
        inputs = List.copyOf(inputs);
    }

    /**
     * One input.
     *
     * @param name as in {@link CaptureInput#name()}
     * @param format name of the format it was read as
     * @param path the file, for its digest; null for standard input
     * @param events events that came from it; logs that only lend names to others have none
     * @param problems problems met in it
     */
    public record Input(
            String name, String format, @Nullable Path path, long events, long problems) {}
}
