package io.waybill.cli.shell;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** First contact with a Kafka cluster. */
public final class Brokers {

    private static final int PATIENCE_SECONDS = 10;

    private Brokers() {}

    /**
     * An administrator's connection to a cluster that answers.
     *
     * @throws CouldNotRunException when none does within ten seconds
     */
    public static Admin connect(Addresses addresses) throws CouldNotRunException {
        Admin admin;
        try {
            admin = Admin.create(addresses.kafka());
        } catch (KafkaException e) {
            throw nobody(addresses, e);
        }
        try {
            admin.describeCluster().clusterId().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return admin;
        } catch (ExecutionException | TimeoutException e) {
            admin.close(Duration.ZERO);
            throw nobody(addresses, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            admin.close(Duration.ZERO);
            throw new CouldNotRunException("interrupted", e);
        }
    }

    /** Says that a cluster lacks a topic, and what makes one. */
    public static CouldNotRunException without(String topic, Addresses addresses) {
        return new CouldNotRunException("there is no topic " + topic + " at " + addresses.bootstrapServers()
                + "; 'waybill up' and 'waybill topics create' make the topics,"
                + " 'waybill replay --case NAME' those of a case");
    }

    private static CouldNotRunException nobody(Addresses addresses, Exception e) {
        return new CouldNotRunException(
                "no Kafka broker answers at " + addresses.bootstrapServers()
                        + "; start one with 'waybill up', or say where it is with --bootstrap-servers",
                e);
    }
}
