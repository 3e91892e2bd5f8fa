package io.waybill.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.waybill.captures.Bound;
import org.junit.jupiter.api.Test;

class IngestTallyTest {

    private final IngestTally tally = new IngestTally();

    @Test
    void every_bound_has_its_counter_before_it_is_hit_and_after() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        tally.bindTo(meters);
        tally.published();
        tally.problem();
        tally.problem();
        tally.bounds().add(Bound.TEMPLATES, 3);

        String scraped = meters.scrape();

        assertThat(scraped)
                .contains(
                        "waybill_ingest_events_total 1.0",
                        "waybill_ingest_problems_total 2.0",
                        "waybill_ingest_bound_hits_total{bound=\"templates\"} 3.0");
        for (Bound bound : Bound.values()) {
            assertThat(scraped).contains("waybill_ingest_bound_hits_total{bound=\"" + bound.label() + "\"}");
        }
    }

    @Test
    void the_last_line_names_the_bounds_that_were_hit_alone() {
        tally.published();
        assertThat(tally).hasToString("1 events published");
        tally.bounds().add(Bound.DATAGRAMS, 12);
        assertThat(tally).hasToString("1 events published; bounds hit: datagrams 12");
    }
}
