/**
 * The embedded schema registry: Confluent's REST interface as far as Avro clients and Kafka UIs use it, Confluent's own
 * compatibility rules, and Confluent's record format in the compacted topic {@code _schemas}, so that a grown-up registry can
 * take over the topic.
 *
 * <p>{@link io.waybill.embedded.registry.Registry} decides, {@link io.waybill.embedded.registry.SchemaTable} remembers, {@link
 * io.waybill.embedded.registry.SchemaLog} keeps, the routes speak HTTP.
 */
@NullMarked
package io.waybill.embedded.registry;

import org.jspecify.annotations.NullMarked;
