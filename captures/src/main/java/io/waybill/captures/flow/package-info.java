/**
 * Packets to connection events: the bounded table of flows, who started, what became of it, and the event itself.
 *
 * <p>{@link io.waybill.captures.flow.FlowAssembler} is the way in: one per capture.
 */
@NullMarked
package io.waybill.captures.flow;

import org.jspecify.annotations.NullMarked;
