/**
 * The way to a schema registry: Confluent's own client for the conversation, and serdes of our own for the records,
 * because every record of the hot path goes through them.
 *
 * <p>{@link io.waybill.registry.RegistrySettings} connects, {@link io.waybill.registry.RecordSerde} reads and writes. What
 * they write any Confluent deserializer reads, and the other way round.
 */
@NullMarked
package io.waybill.registry;

import org.jspecify.annotations.NullMarked;
