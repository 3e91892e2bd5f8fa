package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.contend.Meeting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The processes of one contender. Several begin together and end together; closing ends those that still run. */
final class Instances implements AutoCloseable {

    private static final List<String> MEETINGS = List.of(Meeting.JOINED, Meeting.ENDED);

    private final Contender contender;
    private final Consumer<String> progress;
    private final List<JavaProcess> processes = new ArrayList<>();

    /**
     * None yet.
     *
     * @param progress told who is where
     */
    Instances(Contender contender, Consumer<String> progress) {
        this.contender = contender;
        this.progress = progress;
    }

    /** Takes over one that has just been started. */
    void add(JavaProcess process) {
        processes.add(process);
    }

    /**
     * Waits for their end.
     *
     * @return what they took together
     * @throws IOException when one of them failed
     */
    Usage run() throws IOException {
        if (processes.size() > 1) {
            for (String point : MEETINGS) {
                meet(point);
            }
        }
        List<Usage> each = new ArrayList<>();
        for (JavaProcess process : processes) {
            each.add(Usage.parse(lineOf(process)));
        }
        return Usage.together(each);
    }

    private void meet(String point) throws IOException {
        for (int i = 0; i < processes.size(); i++) {
            String line = lineOf(processes.get(i));
            if (!line.equals(point)) {
                throw new IOException("contender (" + contender.letter() + ") is not " + point + " but says " + line);
            }
            progress.accept("(" + contender.letter() + ") " + (i + 1) + " of " + processes.size() + ": " + point);
        }
        for (JavaProcess process : processes) {
            process.tell(point);
        }
    }

    private String lineOf(JavaProcess process) throws IOException {
        String line = process.readLine();
        if (line == null) {
            throw new IOException("contender (" + contender.letter() + ") failed; what it said is above");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        for (JavaProcess process : processes) {
            process.close();
        }
    }
}
