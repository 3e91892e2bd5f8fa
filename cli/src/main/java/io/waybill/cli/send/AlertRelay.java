package io.waybill.cli.send;

import io.waybill.schemas.Alert;
import io.waybill.schemas.Severity;
import io.waybill.streams.alert.CloudEvent;
import io.waybill.streams.failure.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes alerts from their topic, in order, to one outlet. At least once: an offset is committed when the outlet has taken the
 * alert, or when it was given up and stands in the dead-letter topic. A receiver that does not answer is waited for, and the
 * alerts behind wait, too. Used by one thread.
 */
final class AlertRelay {

    private static final Logger LOG = LoggerFactory.getLogger(AlertRelay.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String REFUSED = "refused";
    private static final String UNREACHABLE = "unreachable";

    private final Relaying relaying;
    private final KafkaConsumer<String, Alert> consumer;
    private final KafkaProducer<byte[], byte[]> deadLetters;
    private final Outlet outlet;
    private final SendTally tally = new SendTally();
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();

    /**
     * What is sent, and how.
     *
     * @param target form and place
     * @param prefix of the topics
     * @param deadLetterTopic where alerts go that are given up
     * @param leastSeverity alerts below it are passed over
     * @param suppressed whether alerts that a rule keeps quiet are sent, too
     * @param backOff waits
     */
    record Relaying(
            Target target,
            String prefix,
            String deadLetterTopic,
            Severity leastSeverity,
            boolean suppressed,
            BackOff backOff) {}

    AlertRelay(
            Relaying relaying,
            KafkaConsumer<String, Alert> consumer,
            KafkaProducer<byte[], byte[]> deadLetters,
            Outlet outlet) {
        this.relaying = relaying;
        this.consumer = consumer;
        this.deadLetters = deadLetters;
        this.outlet = outlet;
    }

    /** What became of the alerts so far. */
    SendTally tally() {
        return tally;
    }

    /**
     * Sends on until it is time to stop.
     *
     * @param stop asked between alerts and while waiting
     * @param onceOnly ends as well when the end of the topic is reached
     */
    void run(BooleanSupplier stop, boolean onceOnly) throws InterruptedException {
        while (!stop.getAsBoolean()) {
            ConsumerRecords<String, Alert> records = consumer.poll(POLL);
            long behind = behind();
            int left = records.count();
            for (ConsumerRecord<String, Alert> record : records) {
                tally.lag(behind + left--);
                if (!relay(record, stop)) {
                    commit();
                    return;
                }
                done.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1));
            }
            tally.lag(behind);
            commit();
            if (onceOnly && isAtEnd()) {
                return;
            }
        }
    }

    /** Records behind what was fetched, as far as the last fetch told. */
    private long behind() {
        return consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
    }

    private boolean isAtEnd() {
        return !consumer.assignment().isEmpty()
                && consumer.endOffsets(consumer.assignment()).entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void commit() {
        if (!done.isEmpty()) {
            consumer.commitSync(done);
            done.clear();
        }
    }

    /** False when it was time to stop before the alert was taken. */
    private boolean relay(ConsumerRecord<String, Alert> record, BooleanSupplier stop) throws InterruptedException {
        Alert alert = record.value();
        if (alert == null || !isWanted(alert)) {
            tally.passedOver();
            return true;
        }
        RenderedAlert rendered = new RenderedAlert(
                alert,
                relaying.target().format().render(alert),
                CloudEvent.headers(alert, relaying.prefix(), relaying.target().contentType()));
        Duration waited = Duration.ZERO;
        for (int failures = 1; ; failures++) {
            try {
                outlet.send(rendered);
                tally.sent();
                return true;
            } catch (RefusedException refused) {
                bury(record, rendered, REFUSED, String.valueOf(refused.getMessage()));
                return true;
            } catch (IOException later) {
                tally.retried();
                String reason = later.getClass().getSimpleName() + ": " + later.getMessage();
                if (relaying.backOff().isOver(waited)) {
                    bury(record, rendered, UNREACHABLE, reason);
                    return true;
                }
                Duration wait = relaying.backOff().after(failures);
                LOG.warn("{} did not take alert {}: {}; again in {}", outlet.describe(), alert.getId(), reason, wait);
                commit();
                if (!await(wait, stop)) {
                    return false;
                }
                waited = waited.plus(wait);
            }
        }
    }

    private boolean isWanted(Alert alert) {
        return alert.getSeverity().compareTo(relaying.leastSeverity()) >= 0
                && (relaying.suppressed() || alert.getSuppressedBy() == null);
    }

    /** Waits without being taken for dead by the group: nothing is fetched, but the consumer is heard of. */
    private boolean await(Duration wait, BooleanSupplier stop) {
        long until = System.nanoTime() + wait.toNanos();
        tally.waiting(true);
        consumer.pause(consumer.assignment());
        try {
            while (System.nanoTime() < until) {
                if (stop.getAsBoolean()) {
                    return false;
                }
                long left = Math.min(POLL.toNanos(), Math.max(1, until - System.nanoTime()));
                if (!consumer.poll(Duration.ofNanos(left)).isEmpty()) {
                    throw new IllegalStateException("a paused consumer got records");
                }
            }
            return true;
        } finally {
            tally.waiting(false);
            consumer.resume(consumer.assignment());
        }
    }

    private void bury(ConsumerRecord<String, Alert> record, RenderedAlert rendered, String reason, String message)
            throws InterruptedException {
        Headers headers = new RecordHeaders(rendered.attributes());
        add(headers, DeadLetter.REASON, reason);
        add(headers, DeadLetter.MESSAGE, outlet.describe() + ": " + message);
        add(headers, DeadLetter.TOPIC, record.topic());
        add(headers, DeadLetter.PARTITION, String.valueOf(record.partition()));
        add(headers, DeadLetter.OFFSET, String.valueOf(record.offset()));
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                relaying.deadLetterTopic(),
                null,
                null,
                record.key().getBytes(StandardCharsets.UTF_8),
                rendered.text().getBytes(StandardCharsets.UTF_8),
                headers);
        try {
            deadLetters.send(letter).get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "alert " + record.key() + " cannot be put into " + relaying.deadLetterTopic(), failed);
        }
        tally.buried();
        LOG.error("{} will not get alert {}: {}", outlet.describe(), record.key(), message);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
