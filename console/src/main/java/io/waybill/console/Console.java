package io.waybill.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.console.api.Questions;
import io.waybill.console.desk.CaseDesk;
import io.waybill.console.desk.ConsoleActions;
import io.waybill.console.feed.TopicFeed;
import io.waybill.console.store.FleetStore;
import io.waybill.console.store.ReaderPool;
import io.waybill.console.web.Stream;
import io.waybill.console.web.WebServer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A console: mirrors the published topics into its store and shows them. Any number can run beside any number of pipeline
 * instances, each with a store of its own; one that was away catches up.
 */
public final class Console implements AutoCloseable {

    private final ConsoleSettings settings;
    private final ConsoleActions actions;
    private @Nullable Running running;

    /** A console for reading alone. Does nothing yet; {@link #start()} does. */
    public Console(ConsoleSettings settings) {
        this(settings, ConsoleActions.NONE);
    }

    /**
     * Does nothing yet; {@link #start()} does.
     *
     * @param actions what its readers may do beyond reading, unless the settings say read-only
     */
    public Console(ConsoleSettings settings, ConsoleActions actions) {
        this.settings = settings;
        this.actions = actions;
    }

    /**
     * Opens the store, begins to read the topics and serves pages. Returns when pages are served; the store may still be
     * catching up, which {@link #awaitCaughtUp(Duration)} waits for.
     *
     * @throws IllegalStateException when the store is in use or the port is taken
     */
    public synchronized Console start() {
        if (running == null) {
            running = Running.start(settings, actions);
        }
        return this;
    }

    /** Where its pages are. */
    public String url() {
        return running().server.url();
    }

    /**
     * Waits until everything that was committed to the topics by now is in the store.
     *
     * @return whether that was so before the time was over
     */
    public boolean awaitCaughtUp(Duration atMost) {
        return running().feed.awaitCaughtUp(atMost);
    }

    /** Whether the first catching up is over and the feed still runs. */
    public boolean isReady() {
        Running now = snapshot();
        return now != null && now.feed.health().ready();
    }

    /** Questions to the store, as the API asks them. */
    public Questions questions() {
        return running().questions;
    }

    /** Stops serving, then reading, then closes the store. Calling it again changes nothing. */
    @Override
    public synchronized void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    private synchronized @Nullable Running snapshot() {
        return running;
    }

    private Running running() {
        Running now = snapshot();
        if (now == null) {
            throw new IllegalStateException("the console is not started");
        }
        return now;
    }

    private record Running(
            FleetStore store, TopicFeed feed, WebServer server, Questions questions, PrometheusMeterRegistry meters) {

        static Running start(ConsoleSettings settings, ConsoleActions actions) {
            PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            FleetStore store = FleetStore.open(settings.store());
            Stream stream = new Stream();
            TopicFeed feed = new TopicFeed(settings, store, meters, stream::stored);
            WebServer server = null;
            try {
                Questions questions = new Questions(store.readers());
                FunctionCounter.builder("waybill.console.questions.refused", store.readers(), ReaderPool::refusals)
                        .description("Questions refused because they made the console's database fail too often")
                        .register(meters);
                CaseDesk cases = actions.cases();
                if (cases != null) {
                    FunctionCounter.builder("waybill.console.references.dropped", cases, CaseDesk::droppedReferences)
                            .description(
                                    "Received inventories, lifecycles and policies that no capture came for, deleted")
                            .register(meters);
                }
                server = new WebServer(settings, questions, feed::health, stream, meters, actions);
                server.start();
                feed.start();
                return new Running(store, feed, server, questions, meters);
            } catch (RuntimeException e) {
                if (server != null) {
                    server.close();
                }
                feed.close();
                store.close();
                throw e;
            }
        }

        void close() {
            server.close();
            feed.close();
            store.close();
            meters.close();
        }
    }
}
