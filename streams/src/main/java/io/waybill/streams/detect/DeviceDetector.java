package io.waybill.streams.detect;

import java.util.List;

/** Looks at one device at one destination. Implementations are stateless, deterministic and safe for many threads. */
public interface DeviceDetector {

    /** Id as in the documentation, e.g. {@code periodic-contact}. */
    String id();

    /**
     * What there is to say; empty when there is nothing, or too little data to say anything.
     *
     * @param policy rules and detector parameters in force
     */
    List<Finding> examine(PairHistory history, Policy policy);

    /** Contacts of a device, with whatever destinations, below which this says nothing of it. */
    default long leastContacts(Policy policy) {
        return 1;
    }
}
