package io.waybill.cli.doctor;

import io.waybill.cli.doctor.Outcome.Bad;
import io.waybill.cli.doctor.Outcome.Doubtful;
import io.waybill.cli.doctor.Outcome.Good;
import io.waybill.cli.doctor.Outcome.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the data folder can be written to and has room.
 *
 * @param folder where data is kept on this machine; it may not be there yet
 * @param leastBytes below this there is too little room
 */
public record DiskCheck(Path folder, long leastBytes) implements Check {

    /** One gibibyte: the embedded broker's segments and a console's checkpoint need some hundred megabytes. */
    public static final long LEAST_BYTES = 1L << 30;

    private static final long MEBIBYTE = 1L << 20;

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Outcome look() {
        Path existing = nearest(folder.toAbsolutePath().normalize());
        if (existing == null) {
            return new Unknown("there is no file system for " + folder);
        }
        if (!Files.isWritable(existing)) {
            return new Bad(
                    existing + " cannot be written to",
                    List.of(),
                    "give the user that runs Waybill the right to, or set data.dir to another folder");
        }
        long room;
        try {
            room = Files.getFileStore(existing).getUsableSpace();
        } catch (IOException e) {
            return new Unknown("cannot ask how much room there is: " + e.getMessage());
        }
        String seen = room / MEBIBYTE + " MiB free at " + existing;
        return room < leastBytes
                ? new Doubtful(
                        seen,
                        List.of(),
                        "make room, or set data.dir to another disk: a broker without room ends, and goes on when"
                                + " there is room again")
                : new Good(seen);
    }

    private static @Nullable Path nearest(Path path) {
        Path at = path;
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        return at;
    }
}
