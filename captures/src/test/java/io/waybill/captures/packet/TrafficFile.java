package io.waybill.captures.packet;

import java.nio.file.Path;

/** Writes a capture of everyday traffic; the command to make a large one: {@code TrafficFile FILE MEGABYTES [SEED]}. */
public final class TrafficFile {

    private TrafficFile() {}

    /** The same size and seed give the same file. */
    public static void write(Path file, long megabytes, long seed) {
        GeneratedTraffic.write(file, megabytes, seed);
    }

    /** From a shell. */
    public static void main(String[] arguments) {
        write(
                Path.of(arguments[0]),
                Long.parseLong(arguments[1]),
                arguments.length > 2 ? Long.parseLong(arguments[2]) : 1);
    }
}
