/** Carries a comparison out: broker in its own process, one process per contender, medians, ratios. */
@NullMarked
package io.waybill.benchmarks.run;

import org.jspecify.annotations.NullMarked;
