package io.waybill.streams;

import io.waybill.embedded.EmbeddedStack;
import io.waybill.streams.Fleets.Fleet;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The whole matrix of partitions, threads and instances, each with another order of arrival and seed. Run apart, it takes some
 * minutes; ends with 1 when a table differs.
 */
final class FinalTablesMatrix {

    private static final int[] PARTITIONS = {1, 2, 8};
    private static final int[] THREADS = {1, 2, 4};
    private static final int[] INSTANCES = {1, 2, 3};

    private FinalTablesMatrix() {}

    /** Arguments: seed of the fleet. */
    public static void main(String[] args) throws Exception {
        long seed = args.length > 0 ? Long.parseLong(args[0]) : FinalTablesContract.SEED;
        Path folder = Files.createTempDirectory("waybill-matrix");
        int run = 0;
        int different = 0;
        try (EmbeddedStack stack = EmbeddedStack.start(folder.resolve("kafka"))) {
            BrokerPipelines pipelines = new BrokerPipelines(stack.bootstrapServers(), stack.registryUrl(), folder);
            Fleet fleet = Fleets.of(seed, 18, 80, 60);
            FinalTables reference = pipelines.run("reference", Shape.SIMPLEST, fleet, Arrival.IN_ORDER, seed);
            for (int partitions : PARTITIONS) {
                for (int threads : THREADS) {
                    for (int instances : INSTANCES) {
                        run++;
                        Arrival arrival = Arrival.values()[run % Arrival.values().length];
                        Shape shape = new Shape(partitions, threads, instances, run % 2 == 0);
                        FinalTables tables = pipelines.run("run-" + run, shape, fleet, arrival, seed + run);
                        boolean same = tables.text().equals(reference.text());
                        different += same ? 0 : 1;
                        System.out.printf(
                                "%s  %s, %s, seed %d%n", same ? "same" : "DIFFERENT", shape, arrival, seed + run);
                    }
                }
            }
        }
        System.out.printf("%d of %d runs gave the same bytes, fleet of seed %d%n", run - different, run, seed);
        System.exit(different == 0 ? 0 : 1);
    }
}
