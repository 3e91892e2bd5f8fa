/**
 * A Kafka broker and a schema registry inside this process, for a machine that has neither: the demo, {@code waybill up}, a
 * replay, and the tests. Everything keeps its state in one folder and listens on the loopback address only, but for a registry
 * that is told another address.
 *
 * <p>{@link io.waybill.embedded.EmbeddedStack} starts both.
 */
@NullMarked
package io.waybill.embedded;

import org.jspecify.annotations.NullMarked;
