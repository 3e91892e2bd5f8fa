package io.waybill.streams;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.waybill.registry.RegistryUnavailableException;
import io.waybill.streams.cold.ColdTier;
import io.waybill.streams.detect.suite.DetectorSuite;
import io.waybill.streams.metrics.PipelineMeters;
import io.waybill.streams.resolve.IpLocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a pipeline: one instance of it, in this process. Any number of instances with the same application id share the work.
 * The topics must exist. Methods may be called from any thread.
 *
 * <p>Where the clock of the machine is set back, Kafka Streams and its clients are made anew, see {@link ClockWatch}: the instance
 * leaves the group, joins again and restores its state. What was committed stays, what was not is done again.
 */
public final class FleetStreamsApp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FleetStreamsApp.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final SchemaRegistryClient registry;
    private final ColdTier cold;
    private final Supplier<KafkaStreams> recipe;
    private final ClockWatch clock = new ClockWatch(System::currentTimeMillis, System::nanoTime, this::renew);
    /** Held by who replaces Kafka Streams or ends it. */
    private final Object lifecycle = new Object();

    private volatile KafkaStreams streams;
    /** What is being replaced; what it tells from then on is of no account. */
    private volatile @Nullable KafkaStreams leaving;

    private boolean closed;
    private final RestoreProgress restoring = new RestoreProgress(System::nanoTime);
    private final CountDownLatch running = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** An instance with every detector, that has not started yet. */
    public FleetStreamsApp(PipelineSettings settings, IpLocator locator) {
        this(settings, locator, DetectorSuite.ALL);
    }

    /** An instance with some of the detectors, that has not started yet. */
    public FleetStreamsApp(PipelineSettings settings, IpLocator locator, DetectorSuite detectors) {
        this(settings, locator, detectors, PipelineMeters.unread());
    }

    /** The same, measured. */
    public FleetStreamsApp(
            PipelineSettings settings, IpLocator locator, DetectorSuite detectors, PipelineMeters meters) {
        registry = settings.registry().connect();
        cold = new ColdTier(settings.stateDir(), settings.book().contactsHeapBytes());
        meters.cold(cold);
        Properties properties = StreamsProperties.of(settings);
        recipe = () -> listening(
                new KafkaStreams(
                        new FleetTopology(settings, properties, registry, locator, detectors, meters, cold).get(),
                        properties),
                settings.applicationId());
        streams = recipe.get();
        meters.restoring(
                restoring,
                it -> it.now().restored(),
                it -> it.now().total() - it.now().restored());
    }

    private KafkaStreams listening(KafkaStreams made, String applicationId) {
        made.setUncaughtExceptionHandler(thrown -> onFailure(made, thrown));
        made.setGlobalStateRestoreListener(restoring);
        made.setStateListener((now, before) -> {
            LOG.info("pipeline {}: {} -> {}", applicationId, before, now);
            if (now == KafkaStreams.State.RUNNING || now == KafkaStreams.State.ERROR) {
                running.countDown();
            }
        });
        return made;
    }

    private void renew(Duration setBack) {
        synchronized (lifecycle) {
            if (closed || failure.get() != null) {
                return;
            }
            LOG.warn(
                    "the clock of this machine was set back by {} s: Kafka's clients are made anew, else they would wait"
                            + " for it to be where it was",
                    setBack.toMillis() / 1_000.0);
            KafkaStreams replaced = streams;
            leaving = replaced;
            try {
                leave(replaced);
                streams = recipe.get();
                streams.start();
            } catch (RuntimeException e) {
                LOG.error("the pipeline stops: it could not be made anew", e);
                failure.compareAndSet(null, e);
            } finally {
                leaving = null;
            }
        }
    }

    /**
     * Returns in time whatever the wall clock does. Kafka Streams and the clients it closes wait by that clock, so where it is set
     * back meanwhile they do not end; the group then goes on without them once their session is over, and refuses what they commit.
     */
    private static void leave(KafkaStreams from) {
        FutureTask<Boolean> left = new FutureTask<>(
                () -> from.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                        .withTimeout(CLOSE_TIMEOUT)));
        Thread closing = new Thread(left, "waybill-close");
        closing.setDaemon(true);
        closing.start();
        try {
            if (!left.get(CLOSE_TIMEOUT.plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the pipeline did not stop within {} s", CLOSE_TIMEOUT.toSeconds());
            }
        } catch (TimeoutException e) {
            LOG.warn("the clock was set while the pipeline stopped; it is left behind", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the pipeline did not stop: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An absent registry is waited for; anything else that reaches this place is an error in the program or its setting. */
    private StreamThreadExceptionResponse onFailure(KafkaStreams of, Throwable thrown) {
        if (of == leaving || of != streams) {
            LOG.warn("a pipeline that is being replaced failed; what it did not commit is done again", thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException) {
                LOG.warn("the schema registry does not answer; starting the stream thread anew", thrown);
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            }
        }
        LOG.error("the pipeline stops: a record made it fail", thrown);
        failure.compareAndSet(null, thrown);
        running.countDown();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Starts and returns at once. */
    public void start() {
        streams.start();
        clock.start();
    }

    /**
     * Waits until the instance has its partitions and their state.
     *
     * @return whether it runs; false when time ran out
     * @throws IllegalStateException when it failed
     */
    public boolean awaitRunning(Duration timeout) throws InterruptedException {
        boolean inTime = running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        throwIfFailed();
        return inTime && isRunning();
    }

    /** Whether it has its partitions and their state, and processes records. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Whether it is starting, running or moving partitions, and has not failed. */
    public boolean isAlive() {
        return leaving != null
                || streams.state().isRunningOrRebalancing()
                || streams.state() == KafkaStreams.State.CREATED;
    }

    /**
     * Reports a failure to who waits for results.
     *
     * @throws IllegalStateException when the instance failed
     */
    public void throwIfFailed() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("the pipeline failed: " + thrown.getMessage(), thrown);
        }
        if (streams.state() == KafkaStreams.State.ERROR) {
            throw new IllegalStateException("the pipeline failed; the log says why");
        }
    }

    /** How far the state is rebuilt. */
    public RestoreProgress.Restoration restoration() {
        return restoring.now();
    }

    /** Kafka Streams itself, for its metrics and its threads; another one after the clock of the machine was set back. */
    public KafkaStreams streams() {
        return streams;
    }

    /**
     * Commits, leaves the group and stops. Without leaving, the other instances, or the next start of this one, would wait for
     * its membership to time out. State is on the heap, so there is nothing local that a member that stays would keep.
     */
    @Override
    public void close() {
        clock.close();
        synchronized (lifecycle) {
            closed = true;
            leave(streams);
            cold.close();
        }
        try {
            registry.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
