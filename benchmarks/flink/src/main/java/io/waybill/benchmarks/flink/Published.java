package io.waybill.benchmarks.flink;

/** A row of a table as bytes; public and mutable as {@link Contact} is. */
public final class Published {
    /** Where it goes. */
    public String topic = "";
    /** Its key. */
    public byte[] key = new byte[0];
    /** Its value. */
    public byte[] value = new byte[0];
}
