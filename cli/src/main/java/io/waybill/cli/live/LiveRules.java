package io.waybill.cli.live;

import io.waybill.console.desk.RuleDesk;
import io.waybill.registry.RegistrySettings;
import io.waybill.schemas.PolicyRule;
import io.waybill.streams.feed.FleetFeed;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/** Rules of the live policy, written to its topic. Connects for each change: they are rare, and nothing is held in between. */
public final class LiveRules implements RuleDesk {

    private final String prefix;
    private final String bootstrapServers;
    private final RegistrySettings registry;
    private final Map<String, String> kafka;

    /**
     * Rules of the pipeline on that broker.
     *
     * @param prefix of the names of its topics
     * @param kafka further client settings, e.g. security
     */
    public LiveRules(String prefix, String bootstrapServers, RegistrySettings registry, Map<String, String> kafka) {
        this.prefix = prefix;
        this.bootstrapServers = bootstrapServers;
        this.registry = registry;
        this.kafka = Map.copyOf(kafka);
    }

    @Override
    public void publish(PolicyRule rule) {
        write(feed -> feed.send(rule));
    }

    @Override
    public void withdraw(String ruleId) {
        write(feed -> feed.withdrawRule(ruleId));
    }

    private void write(Consumer<FleetFeed> change) {
        try (FleetFeed feed = new FleetFeed(bootstrapServers, registry, prefix, Clock.systemUTC(), kafka)) {
            change.accept(feed);
            feed.flush();
        }
    }
}
