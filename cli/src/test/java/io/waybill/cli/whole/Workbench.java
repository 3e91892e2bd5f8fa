package io.waybill.cli.whole;

import io.waybill.cli.Cli;
import io.waybill.embedded.EmbeddedStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A data folder whose broker runs for all replays of a test class, as it does under {@code waybill up}. */
record Workbench(Path folder, EmbeddedStack stack) implements AutoCloseable {

    /** What a replay gave, and the folder it wrote. */
    record Replayed(Cli cli, Path out) {

        /** The text of one of its files. */
        String file(String name) throws IOException {
            return Files.readString(out.resolve(name));
        }

        /** The alerts without the one field that may differ between two runs. */
        String alerts() throws IOException {
            return file("alerts.jsonl").replaceAll(",\"revision\":\\d+", "");
        }
    }

    static Workbench open(Path folder) throws IOException {
        return new Workbench(folder, EmbeddedStack.start(folder.resolve("data/kafka")));
    }

    /** Replays into a case; the arguments are options and inputs. */
    Replayed replay(String caseName, List<String> arguments) {
        return replay(caseName, arguments, Cli::run);
    }

    /** The same, run in another way. */
    Replayed replay(String caseName, List<String> arguments, Function<String[], Cli> command) {
        Path out = folder.resolve("out-" + caseName);
        List<String> all = new ArrayList<>(List.of(
                "replay",
                "--case",
                caseName,
                "--data",
                folder.resolve("data").toString(),
                "--bootstrap-servers",
                stack.bootstrapServers(),
                "--registry",
                stack.registryUrl(),
                "--out",
                out.toString()));
        all.addAll(arguments);
        return new Replayed(command.apply(all.toArray(String[]::new)), out);
    }

    @Override
    public void close() {
        stack.close();
    }
}
