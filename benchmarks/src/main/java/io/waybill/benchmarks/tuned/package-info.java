/** Contender (d): the counts by hand, as well as they can be: bytes to numbers, numbers in primitive tables. */
@NullMarked
package io.waybill.benchmarks.tuned;

import org.jspecify.annotations.NullMarked;
