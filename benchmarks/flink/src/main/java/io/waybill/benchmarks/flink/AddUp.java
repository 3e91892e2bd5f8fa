package io.waybill.benchmarks.flink;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds contacts up. */
final class AddUp implements AggregateFunction<Contact, Sums, Sums> {

    private static final long serialVersionUID = 1;

    @Override
    public Sums createAccumulator() {
        return new Sums();
    }

    @Override
    public Sums add(Contact contact, Sums sums) {
        sums.add(contact);
        return sums;
    }

    @Override
    public Sums getResult(Sums sums) {
        return sums;
    }

    @Override
    public Sums merge(Sums one, Sums other) {
        one.add(other);
        return one;
    }
}
