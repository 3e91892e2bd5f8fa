/**
 * The destination side of the aggregation: what the partitions of the device side say about each destination, added up, published
 * when all of them have passed a window, and shown to the detectors together with the denominators.
 */
@NullMarked
package io.waybill.streams.aggregate.destination;

import org.jspecify.annotations.NullMarked;
