/**
 * The device side of the aggregation: what each device of a partition did, as a compact log of contacts per device, destination
 * and window, from which every sum can be recomputed when a late profile or a late event changes what they mean.
 */
@NullMarked
package io.waybill.streams.aggregate.device;

import org.jspecify.annotations.NullMarked;
