package io.waybill.benchmarks.run;

import io.waybill.benchmarks.contend.Contender;
import io.waybill.benchmarks.fleet.FleetShape;
import java.util.List;
import java.util.Map;

/**
 * What to compare.
 *
 * @param fleet the input
 * @param contenders who runs, in this order
 * @param runs of each; figures are medians
 * @param partitions of the topics
 * @param threads stream threads of each instance
 * @param instances processes that share the work of a contender that is the pipeline; the others are always one
 * @param heap of each process of a contender, as for {@code -Xmx}
 * @param kafka further settings of the pipeline under measurement
 * @param peers class path of a {@link io.waybill.benchmarks.contend.Peer}, empty where there is none
 */
public record BenchPlan(
        FleetShape fleet,
        List<Contender> contenders,
        int runs,
        int partitions,
        int threads,
        int instances,
        String heap,
        Map<String, String> kafka,
        String peers) {

    /** Checks the ranges; what is thrown says what is allowed. */
    public BenchPlan {
        contenders = List.copyOf(contenders);
        kafka = Map.copyOf(kafka);
        if (runs < 1 || partitions < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "runs, partitions and threads must be at least 1: " + runs + ", " + partitions + ", " + threads);
        }
        if (instances < 1 || instances > partitions) {
            throw new IllegalArgumentException(
                    "instances must be from 1 to the number of partitions, so that each has work: " + instances
                            + " for " + partitions);
        }
        if (contenders.isEmpty()) {
            throw new IllegalArgumentException("nobody to measure");
        }
        if (contenders.contains(Contender.FLINK) && peers.isEmpty()) {
            throw new IllegalArgumentException("(i) comes with jars of its own: mvn -Pflink -Dquick -DskipTests package"
                    + " makes them, --flink benchmarks/flink/target/lib names them");
        }
    }

    /** Without a peer. */
    public BenchPlan(
            FleetShape fleet,
            List<Contender> contenders,
            int runs,
            int partitions,
            int threads,
            int instances,
            String heap,
            Map<String, String> kafka) {
        this(fleet, contenders, runs, partitions, threads, instances, heap, kafka, "");
    }
}
