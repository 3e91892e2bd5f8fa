package io.waybill.benchmarks.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The broker and registry that all contenders use, in a process of their own, so that what they cost is told apart. */
final class BrokerProcess implements AutoCloseable {

    private static final String HEAP = "1g";

    private final JavaProcess process;
    private final String bootstrapServers;
    private final String registryUrl;

    private BrokerProcess(JavaProcess process, String bootstrapServers, String registryUrl) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
    }

    /** Starts it and waits until it takes requests. */
    static BrokerProcess start(Path folder) throws IOException {
        JavaProcess process = JavaProcess.start(BrokerMain.class, HEAP, List.of(), List.of(folder.toString()));
        String line = process.readLine();
        if (line == null) {
            process.close();
            throw new IOException("the broker of the benchmark did not start; what it said is above");
        }
        String[] addresses = line.split(" ", 2);
        return new BrokerProcess(process, addresses[0], addresses[1]);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    String registryUrl() {
        return registryUrl;
    }

    long cpuMillis() {
        return process.cpuMillis();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
