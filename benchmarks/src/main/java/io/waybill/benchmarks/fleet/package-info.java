/** The fleet whose events every contender gets: seeded, skewed like real ones, the same bytes each time. */
@NullMarked
package io.waybill.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
