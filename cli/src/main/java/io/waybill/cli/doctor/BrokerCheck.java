package io.waybill.cli.doctor;

import io.waybill.cli.doctor.Cluster.Answer;
import io.waybill.cli.doctor.Outcome.Bad;
import io.waybill.cli.doctor.Outcome.Doubtful;
import io.waybill.cli.doctor.Outcome.Good;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * Whether a broker answers, and lets us in.
 *
 * @param kafka settings of a client
 */
public record BrokerCheck(Map<String, Object> kafka) implements Check {

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public Outcome look() throws InterruptedException {
        Object at = kafka.get("bootstrap.servers");
        try {
            Admin admin = Admin.create(kafka);
            try {
                Answer<Collection<Node>> nodes =
                        Cluster.ask(admin.describeCluster().nodes());
                return nodes.value().isPresent() ? of(nodes.value().get()) : refused(String.valueOf(at), nodes);
            } finally {
                // Closed without a limit it would go on asking for a minute where nobody answers.
                admin.close(Duration.ZERO);
            }
        } catch (KafkaException e) {
            return new Bad(
                    "the settings of the Kafka client cannot be used: " + cause(e),
                    List.of(),
                    "'waybill config --dump' shows what begins with kafka. and who gave it");
        }
    }

    private static Outcome of(Collection<Node> nodes) {
        List<String> lines = nodes.stream()
                .map(node -> node.idString() + " at " + node.host() + ":" + node.port())
                .sorted()
                .toList();
        return nodes.size() == 2
                ? new Doubtful(
                        "two brokers answer",
                        lines,
                        "two brokers cannot keep three copies: with one gone, topics with min.insync.replicas=2 take"
                                + " no records")
                : new Good(nodes.size() == 1 ? "one broker answers" : nodes.size() + " brokers answer", lines);
    }

    private static Outcome refused(String at, Answer<?> nodes) {
        Throwable why = nodes.refusal();
        if (why instanceof SaslAuthenticationException) {
            return new Bad(
                    "the broker at " + at + " does not accept the credentials: " + why.getMessage(),
                    List.of(),
                    "check kafka.sasl.mechanism and kafka.sasl.jaas.config");
        } else if (why instanceof SslAuthenticationException) {
            return new Bad(
                    "no TLS connection to " + at + ": " + why.getMessage(),
                    List.of(),
                    "check kafka.ssl.truststore.location: it has to trust the broker's certificate, whose names have to"
                            + " include the host that is connected to");
        }
        return new Bad(
                "no Kafka broker answers at " + at + ": " + nodes.why(),
                List.of(),
                "start one with 'waybill up', or say where it is with kafka.bootstrap.servers; where it is there, its"
                        + " advertised.listeners and a firewall between are next, and kafka.security.protocol: a TLS"
                        + " port asked without TLS does not answer either");
    }

    private static String cause(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }
}
