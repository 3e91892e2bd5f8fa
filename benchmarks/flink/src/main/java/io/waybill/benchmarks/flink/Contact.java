package io.waybill.benchmarks.flink;

import org.jspecify.annotations.Nullable;

/**
 * An event as it goes from one operator to the next. Public and mutable, as Flink's serializer for plain objects, which is its fastest
 * that needs no code, wants it.
 */
public final class Contact {
    /** Of the phone. */
    public String device = "";
    /** Two with the same are one. */
    public String eventId = "";
    /** Of the phone. */
    public String maker = "";
    /** Of the phone. */
    public String model = "";
    /** That the phone had at the time. */
    public String firmware = "";
    /** Site or network. */
    public String destination = "";
    /** Ordinal of the kind of destination. */
    public int kind;
    /** Where the address is, null where nobody knows. */
    public @Nullable String country;
    /** 0 where nobody knows. */
    public long asn;
    /** Milliseconds since 1970. */
    public long time;
    /** Contacts that the event stands for. */
    public long occurrences;
    /** Whether there was no answer. */
    public boolean failed;
    /** To the destination. */
    public long bytesSent;
    /** From the destination. */
    public long bytesReceived;
    /** To the destination. */
    public long packetsSent;
    /** From the destination. */
    public long packetsReceived;
}
