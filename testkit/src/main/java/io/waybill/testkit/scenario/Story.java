package io.waybill.testkit.scenario;

import io.waybill.schemas.PolicyRule;
import io.waybill.testkit.fleet.Life;
import io.waybill.testkit.fleet.Mark;
import io.waybill.testkit.fleet.Phone;
import io.waybill.testkit.fleet.Roster;
import io.waybill.testkit.fleet.Span;
import io.waybill.testkit.random.RandomStream;
import io.waybill.testkit.traffic.TrafficSource;
import io.waybill.testkit.truth.Expectation;
import io.waybill.testkit.truth.Ledger;
import java.util.List;

/** What a scenario adds to everyday life, and what must be said about it. Implementations are stateless. */
interface Story extends Roster.Staffing {

    /** The story in a sentence. */
    String summary();

    /** Whether the story is about this phone: then only the story resets or updates it. */
    default boolean involves(Phone phone) {
        return false;
    }

    /** What is done to this phone by the story. */
    default List<Mark> marks(Phone phone, Span period, RandomStream random) {
        return List.of();
    }

    /** What this phone contacts because of the story; every contact labelled. */
    default List<TrafficSource> traffic(Life life, RandomStream random) {
        return List.of();
    }

    /** The operator's rules. */
    default List<PolicyRule> policy(Span period) {
        return List.of();
    }

    /** Alerts that must be there. */
    default List<Expectation> expected(List<Life> lives, Ledger ledger) {
        return List.of();
    }

    /** Alerts that may be there. */
    default List<Expectation> allowed(List<Life> lives, Ledger ledger) {
        return List.of();
    }
}
