/** Small exact statistics. Static, deterministic, {@code StrictMath} throughout, safe for many threads. */
@NullMarked
package io.waybill.streams.detect.stats;

import org.jspecify.annotations.NullMarked;
