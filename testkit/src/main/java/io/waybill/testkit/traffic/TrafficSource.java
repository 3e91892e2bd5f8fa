package io.waybill.testkit.traffic;

import org.jspecify.annotations.Nullable;

/** One reason for a phone to contact something, again and again. For one thread. */
@FunctionalInterface
public interface TrafficSource {

    /** The next contact, never before the last one; null when there is no more. */
    @Nullable
    Contact next();
}
